/** Directives by name in lower case; null where one has no argument. */
export type CacheControl = ReadonlyMap<string, string | null>;

/** How a user agent reads `Cache-Control`, where it is not written as it should be. */
export interface CacheControlSyntax {
  /** Which of several directives of one name counts. */
  readonly repeated: "first" | "last";
  /** Where space may stand beside `=`. */
  readonly spaces: "nowhere" | "around" | "behind";
  /** Whether a number may stand in quotes. */
  readonly quotedNumbers: boolean;
  /** Whether what follows a number's digits spoils it, or a number may be one with a point and an exponent. */
  readonly numbers: "whole" | "leading-digits" | "decimals";
  /** Whether a number of more seconds than RFC 9111 asks for still counts. */
  readonly hugeNumbers: "clamped" | "ignored";
  /**
   * What `no-cache="x-a"` and `private="x-a"` mean: as much as without field names, or nothing; and
   * there is one reader that looks no further.
   */
  readonly fieldNames: "as-without" | "ignored" | "end-of-list";
  /** Whether `no-store` and `must-revalidate` mean something with an argument, which they have none of. */
  readonly strayArguments: "overlooked" | "spoiling";
}

const NUMERIC: ReadonlySet<string> = new Set([
  "max-age",
  "s-maxage",
  "stale-while-revalidate",
  "max-stale",
  "min-fresh",
]);
const WITHOUT_ARGUMENT: ReadonlySet<string> = new Set(["must-revalidate", "no-store"]);
const WITH_FIELD_NAMES: ReadonlySet<string> = new Set(["no-cache", "private"]);

/** RFC 9111, section 1.2.2, has this stand for whatever is larger. */
const MAX_DELTA_SECONDS = 2 ** 31;

const noDirectives: CacheControl = new Map();

/** https://www.rfc-editor.org/rfc/rfc9111#section-5.2 */
export function readCacheControl(value: string, syntax: CacheControlSyntax): CacheControl {
  if (value === "") return noDirectives;
  const directives = new Map<string, string | null>();
  for (const element of elements(value)) {
    if (element === "") continue;
    const equals = element.indexOf("=");
    const left = equals < 0 ? element : element.slice(0, equals);
    const right = equals < 0 ? null : element.slice(equals + 1);
    if (syntax.spaces !== "around" && /\s$/.test(left)) continue;
    if (syntax.spaces === "nowhere" && right !== null && /^\s/.test(right)) continue;
    const name = left.trim().toLowerCase();
    const read = argument(name, right, syntax);
    if (read === undefined) continue;
    if (syntax.repeated === "last" || !directives.has(name)) directives.set(name, read);
    if (isEnd(name, right, syntax)) break;
  }
  return directives;
}

/** Undefined where the directive is as good as not there. */
function argument(
  name: string,
  written: string | null,
  syntax: CacheControlSyntax,
): string | null | undefined {
  const value = written?.trim() ?? null;
  if (NUMERIC.has(name) && value !== null) return seconds(value, syntax);
  if (value !== null && syntax.strayArguments === "spoiling" && WITHOUT_ARGUMENT.has(name))
    return undefined;
  const namesFields = WITH_FIELD_NAMES.has(name) && value !== null && value !== "";
  return namesFields && syntax.fieldNames === "ignored" ? undefined : value;
}

function seconds(value: string, syntax: CacheControlSyntax): string | undefined {
  const plain = syntax.quotedNumbers ? value.replace(/^"([^"]*)"$/, "$1") : value;
  const digits = digitsOf(plain, syntax);
  if (digits === undefined) return undefined;
  if (Number(digits) <= MAX_DELTA_SECONDS) return digits;
  return syntax.hugeNumbers === "clamped" ? String(MAX_DELTA_SECONDS) : undefined;
}

function digitsOf(value: string, { numbers }: CacheControlSyntax): string | undefined {
  if (numbers !== "decimals") return (numbers === "whole" ? /^\d+$/ : /^\d+/).exec(value)?.[0];
  // NB: Space is nothing there, and what parts words ends it.
  const [number] = /^[^()<>@,;:\\"/[\]?={}]*/.exec(value.replaceAll(/\s/g, ""))!;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(number)) return undefined;
  return String(Math.min(Math.max(0, Math.floor(Number(number))), MAX_DELTA_SECONDS));
}

/** Whether what comes after the directive is no longer understood as a list. */
function isEnd(name: string, written: string | null, syntax: CacheControlSyntax): boolean {
  if (syntax.fieldNames !== "end-of-list" || written === null) return false;
  return WITH_FIELD_NAMES.has(name) || (NUMERIC.has(name) && !/^\s*\d+\s*$/.test(written));
}

/** Parts between commas, but for commas within quotes. */
export function* elements(value: string): Generator<string> {
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < value.length; index++) {
    const character = value[index];
    if (isQuoted && character === "\\") index++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === "," && !isQuoted) {
      yield value.slice(start, index).trim();
      start = index + 1;
    }
  }
  yield value.slice(start).trim();
}

/** A directive's number of seconds; null where there is none. */
export function secondsOf(directives: CacheControl, name: string): number | null {
  const value = directives.get(name);
  return value === undefined || value === null || !/^\d+$/.test(value) ? null : Number(value);
}
