/** What is told so far of a date, each part by the first word that could be it. */
interface Parts {
  /** Whether four digits may come first, as ISO 8601 has them. */
  readonly mayBeIso: boolean;
  month: number | null;
  day: number | null;
  year: number | null;
  /** Milliseconds since midnight. */
  time: number | null;
  zone: string | null;
  /** In minutes. */
  offset: number | null;
}

const MONTHS: readonly string[] = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];

/** In minutes, summer time included. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ["pst", -480],
  ["pdt", -420],
  ["mst", -420],
  ["mdt", -360],
  ["cst", -360],
  ["cdt", -300],
  ["est", -300],
  ["edt", -240],
  ["ast", -240],
  ["nst", -210],
  ["gmt", 0],
  ["bst", 60],
  ["met", 60],
  ["eet", 120],
  ["jst", 540],
]);

const MINUTE = 60_000;
// A year is kept in 16 bits.
const MAX_YEAR = 2 ** 15 - 1;
// A date that is none must not take long: what is left out of one is its tail.
const MAX_LENGTH = 200;

/**
 * Milliseconds since 1970 of what may pass for a date: words in any order, each taken for what it can be. Null
 * where no day, month or year is among them.
 *
 * base/third_party/nspr/prtime.cc, PR_ParseTimeString, which reads ISO 8601 as well; nsprpub/pr/src/misc/prtime.c
 */
export function parseLooseDate(value: string, mayBeIso: boolean): number | null {
  const parts: Parts = {
    mayBeIso,
    month: null,
    day: null,
    year: null,
    time: null,
    zone: null,
    offset: null,
  };
  for (let rest = value.slice(0, MAX_LENGTH); rest !== "";) {
    const taken = /^[a-z]/i.test(rest)
      ? readWord(rest, parts)
      : /^\d/.test(rest)
        ? readNumber(rest, parts)
        : readOffset(rest, parts);
    rest = afterToken(rest, taken, parts);
  }
  const { month, day, year, time, zone } = parts;
  if (month === null || day === null || year === null || year > MAX_YEAR) return null;
  const offset = parts.offset ?? (zone === null ? 0 : ZONES.get(zone)!);
  const midnight = new Date(0);
  // Not `Date.UTC`, to which a year of two digits is one of the last century.
  midnight.setUTCFullYear(year, month, day);
  return midnight.getTime() + (time ?? 0) - offset * MINUTE;
}

/** How many characters of it were read: the rest of the token goes with them. */
type Taken = number;

function readWord(rest: string, parts: Parts): Taken {
  const word = rest.slice(0, 3).toLowerCase();
  const month = MONTHS.indexOf(word);
  if (month >= 0) parts.month ??= month;
  else if (ZONES.has(word)) parts.zone ??= word;
  // "UT is the same as GMT but UTx is not."
  else if (/^ut(?![a-z])/i.test(rest)) parts.zone ??= "gmt";
  return 0;
}

function readOffset(rest: string, parts: Parts): Taken {
  const [all, sign, digits = ""] = /^([+-])(\d*)/.exec(rest) ?? [];
  if (all === undefined) return 0;
  if (parts.offset !== null || (parts.zone !== null && parts.zone !== "gmt")) return 1;
  if (![1, 2, 4].includes(digits.length)) return 1;
  const hours = Number(digits.slice(0, 2));
  const minutes = hours * 60 + Number(digits.slice(2));
  parts.offset = sign === "-" ? -minutes : minutes;
  parts.zone = "gmt";
  return 1;
}

const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{0,2})(?!\d)|(?![\d:]))(?:\.(\d*))?/;
const THREE = /^(\d{1,2}|\d{4})[/-](\d{1,2})[/-](\d{1,2}|\d{4,5})(?![0-9A-SU-Za-z]|T(?!\d))/;

function readNumber(rest: string, parts: Parts): Taken {
  const [digits] = /^\d+/.exec(rest)!;
  const following = rest.slice(digits.length);
  if (following.startsWith(":")) return readTime(rest, parts);
  if (/^[/-]\d/.test(following)) return parts.month === null ? readThree(rest, parts) : 0;
  if (/^[a-z]/i.test(following)) return 0;
  const number = Number(digits);
  switch (digits.length) {
    case 5:
    case 4:
      parts.year ??= number;
      break;
    case 2:
      if (parts.day === null && number < 32) parts.day = number;
      else parts.year ??= fullYear(number);
      break;
    case 1:
      parts.day ??= number;
      break;
  }
  return 0;
}

function readTime(rest: string, parts: Parts): Taken {
  const [all, hours, minutes, seconds = "", fraction = ""] = TIME.exec(rest) ?? [];
  if (parts.time !== null || all === undefined) return 0;
  const following = rest.slice(all.length);
  const isUtc = following.startsWith("Z");
  if (isUtc) parts.zone = "gmt";
  const half = isUtc ? "" : (/^[ \t]*([ap]m)/i.exec(following)?.[1]?.toLowerCase() ?? "");
  const milliseconds = Math.floor(Number(`0.${fraction.slice(0, 6)}0`) * 1000);
  const minute = hoursOf(Number(hours), half) * 60 + Number(minutes);
  parts.time = minute * MINUTE + Number(seconds) * 1000 + milliseconds;
  return all.length + (isUtc ? 1 : 0);
}

function hoursOf(hours: number, half: string): number {
  if (hours > 12 || half === "") return hours;
  if (half === "pm") return hours === 12 ? 12 : hours + 12;
  return hours === 12 ? 0 : hours;
}

/** A date of three numbers, the year at its end or at its beginning. */
function readThree(rest: string, parts: Parts): Taken {
  const [all, ...texts] = THREE.exec(rest) ?? [];
  if (all === undefined || (texts[0]!.length > 2 && !parts.mayBeIso)) return 0;
  const [one, two, three] = texts.map(Number) as [number, number, number];
  if (one > 31 || one === 0) {
    if (two > 12 || three > 31) return 0;
    [parts.year, parts.month, parts.day] = [fullYear(one), two - 1, three];
  } else if (one <= 12 || two <= 12) {
    const [month, day] = one > 12 ? [two, one] : [one, two];
    [parts.year, parts.month, parts.day] = [fullYear(three), month - 1, day];
  }
  return all.length;
}

function fullYear(number: number): number {
  if (number < 70) return 2000 + number;
  return number < 100 ? 1900 + number : number;
}

/** What is left behind a token and what stands between that and the next one. */
function afterToken(text: string, taken: Taken, { year }: Parts): string {
  let at = taken;
  while (at < text.length && !/[ \t,;+/()[\]-]/.test(text[at]!) && !isTimeMark(text, at)) at++;
  for (; at < text.length; at++) {
    if (/[ \t,;/()[\]]/.test(text[at]!)) continue;
    const isOfWord = at > 0 && /[a-z]/i.test(text[at - 1]!) && year === null;
    if (text[at] === "-" && (isOfWord || !/\d/.test(text[at + 1] ?? ""))) continue;
    break;
  }
  return text.slice(isTimeMark(text, at) ? at + 1 : at);
}

/** ISO 8601 has it before a time. */
const isTimeMark = (text: string, at: number): boolean =>
  text[at] === "T" && /\d/.test(text[at + 1] ?? "");
