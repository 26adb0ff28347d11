/** What is still to be read of a date. */
interface Rest {
  text: string;
}

const MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

/** In minutes. */
const ZONES: readonly (readonly [name: string, offset: number])[] = [
  ["UT", 0],
  ["GMT", 0],
  ["EST", -300],
  ["EDT", -240],
  ["CST", -360],
  ["CDT", -300],
  ["MST", -420],
  ["MDT", -360],
  ["PST", -480],
  ["PDT", -420],
];

const MINUTE = 60_000;
// A date that is none must not take long.
const MAX_LENGTH = 200;

/**
 * Milliseconds since 1970 of a date as RFC 822 has it, parts of which may be missing or stand elsewhere; null of what
 * is none to the end. Without a zone it is one of this place.
 *
 * Source/WTF/wtf/DateMath.cpp, parseDate
 */
export function parseMailDate(value: string): number | null {
  if (value.length > MAX_LENGTH) return null;
  const rest: Rest = { text: skipped(value) };
  const day = readDay(rest, readWords(rest));
  if (day === null) return null;
  const time = readTime(rest, day.year);
  if (time === null) return null;
  let { year } = time;
  year ??= readNumber(rest);
  const offset = readZone(rest);
  if (offset === undefined) return null;
  year ??= readNumber(rest);
  rest.text = skipped(rest.text);
  if (rest.text !== "" || year === null) return null;
  const midnight = new Date(0);
  // Not `Date.UTC`, to which a year of two digits is one of the last century.
  midnight.setUTCFullYear(fullYear(year), day.month, day.day);
  const local = midnight.getTime() + time.seconds * 1000;
  const date = local - (offset ?? -new Date(local).getTimezoneOffset()) * MINUTE;
  // What is beyond all dates is none.
  return Number.isFinite(date) ? date : null;
}

/** Without space and comments at its beginning. */
function skipped(text: string): string {
  let depth = 0;
  let at = 0;
  for (; at < text.length; at++) {
    const character = text[at]!;
    if (character === "(") depth++;
    else if (depth > 0) depth -= character === ")" ? 1 : 0;
    else if (!/\s/.test(character)) break;
  }
  return text.slice(at);
}

const skip = (rest: Rest, count: number): void => {
  rest.text = rest.text.slice(count);
};

/** A number, with a sign or without; null where there is none, and nothing is read then. */
function readNumber(rest: Rest): number | null {
  const read = /^\s*[+-]?\d+/.exec(rest.text)?.[0];
  if (read === undefined) return null;
  skip(rest, read.length);
  return Number(read);
}

function monthOf(word: string): number | null {
  const at = MONTHS.indexOf(word.slice(0, 3).toLowerCase());
  return word.length >= 3 && at >= 0 && at % 3 === 0 ? at / 3 : null;
}

/** The month among the words before the first number, if it is the last of them. */
function readWords(rest: Rest): number | null {
  let month: number | null = null;
  let start = 0;
  let at = 0;
  while (at < rest.text.length && !/\d/.test(rest.text[at]!)) {
    if (!/[\s(]/.test(rest.text[at]!)) {
      at++;
      continue;
    }
    if (at - start >= 3) month = monthOf(rest.text.slice(start));
    start = at = rest.text.length - skipped(rest.text.slice(at)).length;
  }
  // "January29"
  if (month === null && start !== at) month = monthOf(rest.text.slice(start));
  rest.text = skipped(rest.text.slice(at));
  return month;
}

interface Day {
  readonly day: number;
  readonly month: number;
  readonly year: number | null;
}

function readDay(rest: Rest, known: number | null): Day | null {
  const first = readNumber(rest);
  if (first === null || first < 0 || rest.text === "") return null;
  if (first > 31) return readYearFirst(rest, first);
  if (rest.text.startsWith("/") && known === null) return readMonthFirst(rest, first);
  if (rest.text.startsWith("-")) skip(rest, 1);
  rest.text = skipped(rest.text);
  if (rest.text.startsWith(",")) skip(rest, 1);
  let month = known;
  if (month === null) {
    month = monthOf(rest.text);
    const word = /^[^-,\s]*/.exec(rest.text)![0];
    if (month === null || word.length === rest.text.length) return null;
    skip(rest, word.length + 1);
  }
  return withYear(rest, { day: first, month, year: null });
}

/** "2130/01/01" */
function readYearFirst(rest: Rest, year: number): Day | null {
  const read = /^\/([+-]?\d+)\/([+-]?\d+)/.exec(rest.text);
  if (read === null) return null;
  skip(rest, read[0].length);
  return withYear(rest, { day: Number(read[2]), month: Number(read[1]) - 1, year });
}

/** "01/31/2130" */
function readMonthFirst(rest: Rest, month: number): Day | null {
  skip(rest, 1);
  const day = readNumber(rest);
  if (day === null || day < 1 || day > 31) return null;
  if (rest.text.startsWith("/")) skip(rest, 1);
  return withYear(rest, { day, month: month - 1, year: null });
}

function withYear(rest: Rest, { day, month, year }: Day): Day | null {
  if (month < 0 || month > 11) return null;
  if (year !== null || rest.text === "") return { day, month, year };
  const read = readNumber(rest);
  return read === null ? null : { day, month, year: read };
}

interface Time {
  /** Since midnight. */
  readonly seconds: number;
  readonly year: number | null;
}

function readTime(rest: Rest, year: number | null): Time | null {
  if (rest.text === "") return { seconds: 0, year };
  let hour: number | null;
  if (/^[\s,]/.test(rest.text)) {
    rest.text = skipped(rest.text.slice(1));
    hour = readNumber(rest);
  } else {
    // There was no year, and the number was the hour.
    if (!rest.text.startsWith(":")) return null;
    hour = year;
    year = null;
  }
  // What is no number may be a zone.
  if (hour === null) return { seconds: 0, year };
  const read = /^:([+-]?\d+)(?::([+-]?\d+)|(?=\s|$))/.exec(rest.text);
  if (read === null || hour < 0 || hour > 23) return null;
  const [minute, second] = [Number(read[1]), Number(read[2] ?? 0)];
  if (minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  rest.text = skipped(rest.text.slice(read[0].length));
  const half = /^[ap]m/i.exec(rest.text)?.[0].toLowerCase();
  if (half !== undefined) {
    if (hour > 12) return null;
    hour = (hour % 12) + (half === "pm" ? 12 : 0);
    rest.text = skipped(rest.text.slice(2));
  }
  return { seconds: (hour * 60 + minute) * 60 + second, year };
}

/** In minutes; null where none is named, and undefined where it can't be one. */
function readZone(rest: Rest): number | null | undefined {
  let zone: number | null = null;
  if (/^(?:gmt|utc)/i.test(rest.text)) {
    skip(rest, 3);
    zone = 0;
  }
  const written = /^([+-])(\d+)(?::(\d+))?/.exec(rest.text);
  if (written !== null) {
    const [all, sign, digits, minutes] = written;
    const number = Number(digits);
    if (number > 9959) return undefined;
    skip(rest, all.length);
    const isShort = minutes !== undefined || number < 24;
    const offset = isShort
      ? number * 60 + Number(minutes ?? 0)
      : Math.floor(number / 100) * 60 + (number % 100);
    zone = sign === "-" ? -offset : offset;
  } else if (zone === null) {
    const known = ZONES.find(([name]) => rest.text.slice(0, name.length).toUpperCase() === name);
    if (known !== undefined) {
      skip(rest, known[0].length);
      zone = known[1];
    }
  }
  rest.text = skipped(rest.text);
  return zone;
}

function fullYear(year: number): number {
  if (year < 0 || year > 99) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}
