import type { PageName } from "../../case.ts";
import type { Random } from "../random.ts";
import { methods } from "../methods.ts";
import { contentTypes, hints, names, ranges } from "../request-headers.ts";
import { ages } from "../response-lists.ts";
import { credentialsShapes, originShapes } from "../response-origins.ts";

/** A header name as servers write it. */
function cased(random: Random, name: string): string {
  return random.chance(0.85)
    ? name
    : random.pick([name.toLowerCase(), name.toUpperCase(), swapped(random, name)]);
}

const swapped = (random: Random, text: string): string =>
  [...text].map((char) => (random.chance(0.5) ? char.toUpperCase() : char.toLowerCase())).join("");

/** A line of a response, with the space that parsers must see past. */
export function line(random: Random, name: string, value: string): string {
  const colon = random.chance(0.9) ? ": " : random.pick([":", ":  ", ":\t", ": \t "]);
  const tail = random.chance(0.95) ? "" : random.pick([" ", "\t", "  "]);
  return `${cased(random, name)}${colon}${value}${tail}`;
}

const suspects: string =
  " \t,;:\"'()<>@[]{}\\/?=*#%&|\u0001\u000b\u000c\u001f\u007f\u0080\u00a0\u00e9\u00ff";

/** A byte that may do harm anywhere; NUL, CR and LF end messages, and `garbage` has them. */
const byte = (random: Random): string =>
  random.chance(0.6)
    ? suspects.charAt(random.below(suspects.length))
    : String.fromCharCode(1 + random.below(255)).replace(/[\r\n]/, "\t");

/** The value with one char more, less, or another, anywhere. A placeholder is one char. */
export function mutated(random: Random, value: string): string {
  const chars = value.match(/\{[^}]*\}|[^]/g) ?? [];
  const at = random.below(chars.length + 1);
  const [head, tail] = [chars.slice(0, at), chars.slice(at)];
  switch (random.below(4)) {
    case 0:
      return [...head, byte(random), ...tail].join("");
    case 1:
      return [...head, ...tail.slice(1)].join("");
    case 2:
      return [...head, byte(random), ...tail.slice(1)].join("");
    default:
      return chars.map((char) => (char.length > 1 ? char : swapped(random, char))).join("");
  }
}

/** `Access-Control-Allow-Origin` in some wrong, or oddly right, shape. */
export function originLines(random: Random, page: PageName, right: string): readonly string[] {
  const name = "Access-Control-Allow-Origin";
  const value = (): string =>
    random.pick([
      right,
      right,
      "*",
      "null",
      "{origin}",
      "{a}",
      "{b}",
      "{c}",
      "",
      mutated(random, right),
      mutated(random, page === "sandbox" ? "null" : right),
    ]);
  if (random.chance(0.4)) return random.pick(originShapes(right));
  if (random.chance(0.6)) return [line(random, name, value())];
  if (random.chance(0.5)) return [line(random, name, value()), line(random, name, value())];
  return [line(random, name, `${value()}${random.pick([",", ", ", " ", " ,"])}${value()}`)];
}

export function credentialsLines(random: Random): readonly string[] {
  const name = "Access-Control-Allow-Credentials";
  if (random.chance(0.5)) return random.pick(credentialsShapes);
  if (random.chance(0.3)) return [];
  return [line(random, name, mutated(random, "true"))];
}

const separators = [",", ", ", ", ", " ,", ",\t", ", ,", ",,", ";", " ", "\t,\t"] as const;

/** A list header made of elements around the one that matters, over one line or several. */
export function listLines(
  random: Random,
  name: string,
  right: string,
  elements: readonly string[] = [],
): readonly string[] {
  const element = (): string => {
    const kind = random.next();
    if (kind < 0.5) return right;
    if (kind < 0.65) return random.pick(["*", "chicken", "X-A", "PUT", "Authorization", ""]);
    if (kind < 0.75 && elements.length > 0) return random.pick(elements);
    if (kind < 0.9) return mutated(random, right);
    return random.pick(["b ad", '"x"', "\u00e9", "(", "a=b", "x".repeat(300), right.repeat(2)]);
  };
  const value = (): string => {
    let text = random.chance(0.1) ? random.pick([",", " ", ", "]) : "";
    const length = random.pick([0, 1, 1, 1, 2, 2, 3, 4]);
    for (let index = 0; index < length; index++)
      text += (index === 0 ? "" : random.pick(separators)) + element();
    return text + (random.chance(0.1) ? random.pick([",", " ", " ,"]) : "");
  };
  return Array.from({ length: random.pick([0, 1, 1, 1, 1, 1, 2, 3]) }, () =>
    line(random, name, value()),
  );
}

export function ageLines(random: Random): readonly string[] {
  const value = (): string =>
    random.chance(0.5)
      ? random.pick(["600", "600", "5", "1", "0", "86400"])
      : random.chance(0.6)
        ? random.pick(ages)
        : mutated(random, "600");
  return Array.from({ length: random.pick([0, 1, 1, 1, 1, 2]) }, () =>
    line(random, "Access-Control-Max-Age", value()),
  );
}

export function method(random: Random): string {
  const kind = random.next();
  if (kind < 0.45) return "GET";
  if (kind < 0.65) return random.pick(["POST", "PUT", "DELETE", "PATCH", "HEAD"]);
  if (kind < 0.85) return random.pick(methods.filter((name) => /^[!-~]*$/.test(name)));
  if (kind < 0.95)
    return swapped(
      random,
      random.pick(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]),
    );
  return mutated(random, random.pick(["GET", "PUT", "chicken"]));
}

const long = (name: string, length: number): string => {
  switch (name.toLowerCase()) {
    case "range":
      return `bytes=${"1".repeat(Math.max(1, length - 7))}-`;
    case "content-type":
      return `text/plain;${"a".repeat(Math.max(0, length - 11))}`;
    default:
      return "a".repeat(length);
  }
};

const safelisted = ["Accept", "Accept-Language", "Content-Language", "Content-Type", "Range"];

const proper = new Map([
  ["accept", "text/html"],
  ["accept-language", "en"],
  ["content-language", "en"],
  ["content-type", "text/plain"],
  ["range", "bytes=0-5"],
]);

/** A header that a script sets; about half of them need a preflight. */
export function requestHeader(random: Random): readonly [string, string] {
  const kind = random.next();
  if (kind < 0.3) return [cased(random, random.pick(["X-A", "X-B", "Authorization"])), "1"];
  if (kind < 0.6) {
    const name = random.pick(safelisted);
    const value = proper.get(name.toLowerCase())!;
    const shape = random.next();
    if (name === "Content-Type" && shape < 0.5) return [name, random.pick(contentTypes)];
    if (name === "Range" && shape < 0.5) return [name, random.pick(ranges)];
    if (shape < 0.65) return [cased(random, name), value];
    if (shape < 0.85) return [cased(random, name), mutated(random, value)];
    return [name, long(name, random.pick([1, 100, 126, 127, 128, 129, 130, 1024]))];
  }
  if (kind < 0.7) return random.pick(hints);
  if (kind < 0.95)
    return [
      cased(random, random.pick(names)),
      random.pick([
        "1",
        "",
        "on",
        "GET",
        "no-cache",
        "text/html",
        "*",
        "bytes=0-1",
        mutated(random, "a b"),
      ]),
    ];
  return [mutated(random, random.pick(["X-A", "Accept", "Sec-A"])), "1"];
}

/** Several headers whose safelisted values reach 1,024 bytes together, or almost. */
export function crowdedHeaders(random: Random): (readonly [string, string])[] {
  let left = 1000 + random.below(48);
  const result: [string, string][] = [];
  while (left > 0) {
    const length = Math.min(left, 100 + random.below(29));
    const name = random.pick(["Accept", "Accept-Language", "Content-Language"]);
    result.push([name, "a".repeat(length)]);
    left -= length;
  }
  return result;
}
