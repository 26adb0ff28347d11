import fc from "fast-check";

import {
  corsUnsafeRequestHeaderNames,
  extractHeaderListValues,
  extractMaxAge,
  failure,
  type HeaderEntries,
  HeaderList,
  isCorsSafelistedRequestHeader,
  isCorsUnsafeRequestHeaderByte,
  isForbiddenRequestHeader,
  isForbiddenRequestHeaderName,
  isHeaderValue,
  isNoCorsSafelistedRequestHeader,
  isToken,
  normalizeHeaderValue,
  parseMimeType,
  parseSingleRangeHeaderValue,
  parseTokenList,
} from "@crosswalk/cors/protocol";

import { law } from "../laws.ts";

import { NaiveHeaderList, naiveTokenList } from "./naive-models.ts";

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const bytes = fc.string({ unit: byte });

/** Text made of what list parsers trip over. */
const listText = fc.string({
  unit: fc.constantFrom(
    "a",
    "B",
    "-",
    "*",
    ",",
    ",",
    " ",
    "\t",
    "\v",
    "\f",
    '"',
    "@",
    ";",
    "\x7f",
    "\x80",
    "\0",
  ),
  maxLength: 12,
});

const name = fc.constantFrom(
  "A",
  "a",
  "B",
  "b",
  "Accept",
  "ACCEPT",
  "X-Custom",
  "x-custom",
  "Range",
  "Content-Type",
);
const value = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "text/plain",
    "application/json",
    "bytes=0-",
    "*/*",
    '"',
    "a".repeat(128),
    "a".repeat(129),
  ),
  listText,
);
const entries: fc.Arbitrary<HeaderEntries> = fc.array(fc.tuple(name, value), { maxLength: 20 });

law(
  "a token list is what a naive splitter says it is",
  [listText],
  (text) => {
    const tokens = parseTokenList(text);
    return (
      JSON.stringify(tokens === failure ? null : tokens) === JSON.stringify(naiveTokenList(text))
    );
  },
  { numRuns: 2000 },
);

law(
  "a token list written out is parsed back",
  [fc.array(fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/))],
  (tokens) => {
    const parsed = parseTokenList(tokens.join(" ,\t"));
    return parsed !== failure && parsed.join() === tokens.join();
  },
);

law(
  "limits only ever turn a list into a failure",
  [listText, fc.nat(14), fc.nat(14)],
  (text, maxBytes, maxElements) => {
    const limited = parseTokenList(text, { maxBytes, maxElements });
    const fits = text.length <= maxBytes && text.split(",").length <= maxElements;
    const unlimited = parseTokenList(text);
    if (!fits) return limited === failure;
    return (
      JSON.stringify(limited) === JSON.stringify(unlimited) &&
      (limited === failure) === (unlimited === failure)
    );
  },
);

law(
  "the lines of a list header are one list, and one bad line fails it",
  [fc.array(listText, { minLength: 1, maxLength: 4 })],
  (lines) => {
    const list = HeaderList.from(
      lines.map((line) => ["Access-Control-Allow-Headers", line] as const),
    );
    const values = extractHeaderListValues("Access-Control-Allow-Headers", list);
    const models = lines.map(naiveTokenList);
    if (models.includes(null)) return values === failure;
    return Array.isArray(values) && values.join() === (models as string[][]).flat().join();
  },
);

law(
  "a max-age is digits alone",
  [fc.oneof(fc.stringMatching(/^[0-9]{0,12}$/), fc.string({ maxLength: 4 }))],
  (text) => {
    const maxAge = extractMaxAge(HeaderList.from([["access-control-max-age", text]]));
    return maxAge === (/^[0-9]+$/.test(text) ? Math.min(Number(text), 2 ** 31) : failure);
  },
);

law(
  "any bytes, normalized, are a header value unless NUL, CR or LF is left inside",
  [bytes],
  (text) => {
    const normalized = normalizeHeaderValue(text);
    return (
      text.includes(normalized) &&
      normalizeHeaderValue(normalized) === normalized &&
      isHeaderValue(normalized) === !/[\0\r\n]/.test(normalized)
    );
  },
);

law(
  "a header list behaves as an array of pairs would",
  [
    fc.array(
      fc.tuple(
        fc.constantFrom("append", "set", "combine", "delete"),
        name,
        fc.constantFrom("1", "2", ""),
      ),
      { maxLength: 30 },
    ),
  ],
  (operations) => {
    const list = new HeaderList();
    const model = new NaiveHeaderList();
    for (const [operation, operationName, operationValue] of operations as [
      "append" | "set" | "combine" | "delete",
      string,
      string,
    ][]) {
      list[operation](operationName, operationValue);
      model[operation](operationName, operationValue);
    }
    return (
      JSON.stringify([...list]) === JSON.stringify(model.entries) &&
      JSON.stringify([...HeaderList.from(model.entries)]) === JSON.stringify(model.entries)
    );
  },
  { numRuns: 500 },
);

law("sorting and combining gives each name once, with what get gives", [entries], (headers) => {
  const list = HeaderList.from(headers);
  const sorted = list.sortAndCombine();
  const names = sorted.map(([sortedName]) => sortedName);
  const expected = [...new Set(headers.map(([headerName]) => headerName.toLowerCase()))].sort();
  return (
    names.join() === expected.join() &&
    sorted.every(([sortedName, combined]) => list.get(sortedName) === combined)
  );
});

law(
  "a value without quotes is split at its commas",
  [fc.string({ unit: fc.constantFrom("a", "\\", ",", " ", "\t") })],
  (text) => {
    const split = HeaderList.from([["A", text]]).getDecodeAndSplit("a");
    const expected = text.split(",").map((part) => part.replace(/^[ \t]+|[ \t]+$/g, ""));
    return JSON.stringify(split) === JSON.stringify(expected);
  },
);

law(
  "splitting a value loses nothing but commas, spaces and tabs",
  [fc.string({ unit: fc.constantFrom("a", '"', "\\", ",", " ") })],
  (text) => {
    const split = HeaderList.from([["A", text]]).getDecodeAndSplit("A") ?? [];
    const rest = split.join(",").replace(/ /g, "");
    return rest === text.replace(/ /g, "");
  },
);

law(
  "the unsafe names do not depend on the order of the headers",
  [entries, fc.infiniteStream(fc.nat())],
  (headers, randoms) => {
    const keyed = headers.map((header) => [randoms.next().value as number, header] as const);
    const shuffled = keyed.sort(([a], [b]) => a - b).map(([, header]) => header);
    return (
      corsUnsafeRequestHeaderNames(shuffled).join() === corsUnsafeRequestHeaderNames(headers).join()
    );
  },
);

law(
  "another header never makes an unsafe name safe",
  [entries, name, value],
  (headers, addedName, addedValue) => {
    const before = corsUnsafeRequestHeaderNames(headers);
    const after = corsUnsafeRequestHeaderNames([...headers, [addedName, addedValue]]);
    return before.every((unsafeName) => after.includes(unsafeName));
  },
);

law("the unsafe names are lower-case, sorted, and each there once", [entries], (headers) => {
  const names = corsUnsafeRequestHeaderNames(headers);
  return (
    names.join() === [...new Set(names.map((unsafeName) => unsafeName.toLowerCase()))].sort().join()
  );
});

law(
  "a safelisted value has at most 128 bytes, none of them unsafe",
  [name, fc.oneof(bytes, value)],
  (headerName, headerValue) => {
    if (!isCorsSafelistedRequestHeader(headerName, headerValue)) return true;
    const codes = headerValue.split("").map((character) => character.charCodeAt(0));
    return headerValue.length <= 128 && !codes.some(isCorsUnsafeRequestHeaderByte);
  },
);

law(
  "what is safelisted without CORS is safelisted with it",
  [name, value],
  (headerName, headerValue) => {
    return (
      !isNoCorsSafelistedRequestHeader(headerName, headerValue) ||
      isCorsSafelistedRequestHeader(headerName, headerValue)
    );
  },
);

const forbiddenName = fc.constantFrom(
  "Cookie",
  "Host",
  "Proxy-X",
  "Sec-X",
  "X-HTTP-Method",
  "Accept",
  "Via",
  "Trailer",
);
const flips = fc.array(fc.boolean(), { minLength: 16, maxLength: 16 });

law(
  "case never changes what is forbidden",
  [forbiddenName, flips, fc.constantFrom("TRACE", "put,track", "a")],
  (headerName, flip, headerValue) => {
    const flipped = headerName
      .split("")
      .map((letter, index) => (flip[index] === true ? letter.toLowerCase() : letter.toUpperCase()))
      .join("");
    return (
      isForbiddenRequestHeader(flipped, headerValue) ===
        isForbiddenRequestHeader(headerName, headerValue) &&
      isForbiddenRequestHeaderName(flipped) === isForbiddenRequestHeaderName(headerName)
    );
  },
);

const mimeText = fc.oneof(
  fc.string({
    unit: fc.constantFrom("a", "B", "/", ";", "=", '"', "\\", " ", "\t", "\n", ",", "\xe9", "\x7f"),
    maxLength: 16,
  }),
  fc
    .string({ unit: fc.constantFrom("a", "B", ";", "=", '"', "\\", " ", "\xe9"), maxLength: 16 })
    .map((rest) => `text/plain;${rest}`),
);

law(
  "a MIME type written out is parsed back",
  [mimeText],
  (text) => {
    const mimeType = parseMimeType(text);
    if (mimeType === null) return true;
    const written = [...mimeType.parameters].map(
      ([key, parameter]) => `;${key}="${parameter.replace(/["\\]/g, "\\$&")}"`,
    );
    const again = parseMimeType(mimeType.essence + written.join(""));
    return (
      JSON.stringify([again?.essence, [...(again?.parameters ?? [])]]) ===
      JSON.stringify([mimeType.essence, [...mimeType.parameters]])
    );
  },
  { numRuns: 1000 },
);

law(
  "a MIME type parses if its type and subtype are tokens",
  [mimeText],
  (text) => {
    const [type = "", ...rest] = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "").split("/");
    const subtype =
      rest
        .join("/")
        .split(";")[0]
        ?.replace(/[ \t\r\n]+$/, "") ?? "";
    const essence = isToken(type) && isToken(subtype) ? `${type}/${subtype}`.toLowerCase() : null;
    return (parseMimeType(text)?.essence ?? null) === essence;
  },
  { numRuns: 1000 },
);

const rangeText = fc.oneof(
  fc
    .tuple(fc.stringMatching(/^[0-9]{0,4}$/), fc.stringMatching(/^[0-9]{0,4}$/))
    .map(([start, end]) => `bytes=${start}-${end}`),
  fc
    .string({ unit: fc.constantFrom("0", "1", "-", "=", " ", "x"), maxLength: 6 })
    .map((rest) => `bytes${rest}`),
);

law(
  "a single range is what a regular expression and big integers say",
  [rangeText, fc.boolean()],
  (text, allowWhitespace) => {
    const ws = allowWhitespace ? "[ \\t]*" : "";
    const match = new RegExp(`^bytes${ws}=${ws}([0-9]*)${ws}-${ws}([0-9]*)$`).exec(text);
    const start = match?.[1] ? BigInt(match[1]) : null;
    const end = match?.[2] ? BigInt(match[2]) : null;
    const isValid =
      match !== null &&
      (start !== null || end !== null) &&
      (start === null || end === null || start <= end);
    const range = parseSingleRangeHeaderValue(text, allowWhitespace);
    if (range === failure) return !isValid;
    return isValid && range[0] === start && range[1] === end;
  },
  { numRuns: 1000 },
);
