const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

// IMF-fixdate, the obsolete RFC 850 format, and that of ANSI C's asctime().
const FORMATS: readonly RegExp[] = [
  /^\w{3}, (?<day>\d{2}) (?<month>\w{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^\w{6,9}, (?<day>\d{2})-(?<month>\w{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^\w{3} (?<month>\w{3}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/,
];

/**
 * Milliseconds since 1970, or null for what is no HTTP-date.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(value: string, now: number): number | null {
  if (value === "") return null;
  for (const format of FORMATS) {
    const groups = format.exec(value)?.groups;
    if (groups === undefined) continue;
    const month = MONTHS.indexOf(groups["month"]!);
    if (month < 0 || month % 3 !== 0) return null;
    const [hours, minutes, seconds] = groups["time"]!.split(":").map(Number);
    const year = fullYear(groups["year"]!, now);
    return Date.UTC(year, month / 3, Number(groups["day"]), hours, minutes, seconds);
  }
  return null;
}

/**
 * "Recipients of a timestamp value in rfc850-date format […] MUST interpret a timestamp that appears
 * to be more than 50 years in the future as representing the most recent year in the past that had the
 * same last two digits."
 */
function fullYear(digits: string, now: number): number {
  if (digits.length === 4) return Number(digits);
  const current = new Date(now).getUTCFullYear();
  const year = current - (current % 100) + Number(digits);
  return year > current + 50 ? year - 100 : year;
}
