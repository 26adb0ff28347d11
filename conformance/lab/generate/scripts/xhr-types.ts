import type { Situation } from "../situation.ts";
import { answer, everything, scripted } from "./script.ts";

/** One line, or several. */
const types: readonly (readonly string[])[] = [
  [],
  [""],
  ["x, text/plain"],
  ["text/plain, text/html"],
  ["text/plain", "text/html"],
  ["x", "text/plain"],
  ["text/html;charset=koi8-r, text/plain"],
  ["text/plain, text/html;charset=koi8-r"],
  [",text/plain"],
  ["*/*, text/plain"],
  ["text/html;charset=utf-8"],
];

/** Of what type a response is taken to be. */
export function* xhrTypeSituations(): Generator<Situation> {
  for (const lines of types)
    for (const responseType of ["blob", "document"])
      yield typed(
        `${responseType} of ${JSON.stringify(lines)}`,
        "GET",
        responseType,
        lines,
        "<a/>",
      );
  for (const method of ["GET", "HEAD"])
    for (const type of ["text/html", "application/xml", "text/plain"])
      for (const responseType of ["", "document"])
        yield typed(
          `a document of nothing: ${method} of ${type} as ${responseType}`,
          method,
          responseType,
          [type],
          "",
        );
  yield* redirectedSituations();
  yield* oddSituations();
  yield* declaredSituations();
  for (const charset of ["utf-16le", "utf-16be"])
    for (const body of ["a\0\0\xd8", "\0a\xd8\0", "\xd8\0\xdc", "\0\xd8a\0"])
      yield odd(charset, body);
}

const asked = (method: string, responseType: string): readonly string[] => [
  "const xhr = new XMLHttpRequest();",
  `const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));`,
  `xhr.open("${method}", "{b/}1");`,
  `xhr.responseType = "${responseType}";`,
  "xhr.send();",
  "await end;",
];

const typed = (
  title: string,
  method: string,
  responseType: string,
  lines: readonly string[],
  body: string,
): Situation =>
  scripted(
    title,
    [
      ...asked(method, responseType),
      responseType === "" ? "" : `note("response", xhr.response);`,
      `if (xhr.responseType !== "blob") note("document", xhr.responseXML);`,
    ],
    {
      "": [
        {
          status: 200,
          headers: [
            ...everything,
            ...lines.map((line) => `Content-Type: ${line}`),
            "Cache-Control: no-store",
          ],
          body,
        },
      ],
    },
  );

/** Without a type, behind a redirect and at once. */
function* redirectedSituations(): Generator<Situation> {
  for (const status of [200, 301, 302, 307])
    for (const body of ["chicken", "\0\x01", "<html>"])
      yield scripted(
        `a Blob without a type behind ${status}: ${JSON.stringify(body)}`,
        [...asked("GET", "blob"), `note("response", xhr.response);`],
        {
          ...(status === 200 ? {} : { "1": [answer({ status, lines: ["Location: {b/}2"] })] }),
          "": [{ status: 200, headers: [...everything, "Cache-Control: no-store"], body }],
        },
      );
}

/** Texts of UTF-16 with a byte too much. */
function* oddSituations(): Generator<Situation> {
  for (const charset of ["utf-16", "utf-16le", "utf-16be"])
    for (const body of ["a\0b\0c", "\0a\0b\0", "a", "\xff\xfea\0b", "a\0\0\xd8b"])
      yield odd(charset, body);
}

const odd = (charset: string, body: string): Situation =>
  scripted(
    `${charset} of ${JSON.stringify(body)}`,
    [
      ...asked("GET", "text"),
      `note("text", [...xhr.responseText].map((character) => character.codePointAt(0)).join(" "));`,
    ],
    { "": [answer({ type: `text/plain;charset=${charset}`, body })] },
  );

/** What can be read of a text that may declare how to read it, while it comes. */
function* declaredSituations(): Generator<Situation> {
  const texts = [
    ["<?xml version='1.0'", "?><a/>"],
    ["<?xml version='1.0'?>", "<a/>"],
    ["<a><b/><c", "/></a>"],
    ["hello", " x"],
    ["hello, you", " x"],
  ] as const;
  for (const [first, second] of texts)
    for (const type of ["application/xml", "text/xml", "text/html", "application/json"])
      yield scripted(
        `${type} of ${first} and ${second}`,
        [
          "const xhr = new XMLHttpRequest();",
          `const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));`,
          `xhr.addEventListener("progress", () => note("text", xhr.responseText));`,
          `xhr.open("GET", "{b/}1");`,
          "xhr.send();",
          "await end;",
          `note("at last", xhr.responseText);`,
        ],
        {
          "": [
            answer({
              type,
              body: `${first}${second}`,
              pause: { after: first.length, delay: 200 },
            }),
          ],
        },
      );
}
