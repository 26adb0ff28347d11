import type { HeaderLines, ScriptRequest } from "../case.ts";
import { everyone, granted } from "./granted.ts";
import { asXhr, get, put, reply, situation, type Situation } from "./situation.ts";

/** What tells entries of WebKit's profile that no other recorded case tells. */
export function* webkitSituations(): Generator<Situation> {
  yield* cookieLineSituations();
  yield* credentialsInLocationSituations();
  yield* connectionSituations();
  yield* headerNameSituations();
}

const OWN = "; Path=/{#}/";
const LONG_AGO = "Thu, 01 Jan 1970 00:00:00 GMT";
const LONG_AFTER = "Fri, 01 Jan 2100 00:00:00 GMT";

/** Lines of one response, of which what stays is seen with the next request. */
const cookieLines: readonly (readonly string[])[] = [
  ...["\t", "\x01", "\x0c", "\x1f", "\x7f", "\x80", "\xa3", "\xc2\xa3", " \xa3"].flatMap(
    (bytes) => [[`a=b${bytes}c${OWN}`], [`a${bytes}=b${OWN}`]],
  ),
  [`a=b; \xa3; Max-Age=0${OWN}`],
  [`a=b${OWN}; Max-Age=0; \xa3`],
  [`a=b${OWN}; Max-Age=0\x01`],
  [`\xa3${OWN}`],
  [""],
  ["="],
  [`=${OWN}`],
  [`; a=b${OWN}`],
  [`=${OWN}`, `a=b${OWN}`],
  [`a=b${OWN}`, `=${OWN}`],
  ...[
    `Max-Age=0; Expires=${LONG_AFTER}`,
    `Max-Age=100; Expires=${LONG_AGO}`,
    `Expires=${LONG_AGO}; Max-Age=100`,
    `Expires=${LONG_AFTER}; Max-Age=0`,
    "Max-Age=0; Expires=x",
    `Expires="${LONG_AGO}"`,
    `Max-Age=100; Expires="${LONG_AGO}"`,
    "Max-Age=",
    "Max-Age",
    "Max-Age=+0",
    "Max-Age=+",
    "Max-Age=0x",
    "Max-Age=0; Max-Age=100",
    "Max-Age=0; Max-Age=x",
    "Max-Age=10; Max-Age=",
  ].map((attributes) => [`a=b; ${attributes}${OWN}`]),
  [`__Host-a=b${OWN}`],
  [`__Secure-a=b${OWN}`],
  [`a=1${OWN}`, "a=2; Path=/{#}/2"],
  [`a=1${OWN}`, `b=2${OWN}`, `a=3${OWN}`],
];

function* cookieLineSituations(): Generator<Situation> {
  for (const lines of cookieLines)
    yield situation(
      `cookies ${JSON.stringify(lines)}`,
      [get({ credentials: "include" }), get({ url: "{b/}2", credentials: "include" })],
      {
        replies: {
          "1": [reply(200, ...everyone, ...lines.map((line) => `Set-Cookie: ${line}`))],
          "2": [reply(200, ...everyone)],
        },
      },
    );
}

function* credentialsInLocationSituations(): Generator<Situation> {
  const unsafe: HeaderLines = [["X-A", "1"]];
  for (const request of [
    get(),
    get({ headers: unsafe }),
    get({ headers: unsafe, credentials: "include" }),
    get({ headers: unsafe, keepalive: true }),
    get({ headers: unsafe, redirect: "manual" }),
    put(),
    get({ method: "DELETE" }),
    get({ method: "POST", body: { kind: "blob", type: "application/json" } }),
  ]) {
    for (const from of ["a", "b"])
      for (const one of isFetchAlone(request) ? [request] : [request, asXhr(request)])
        yield situation(
          `${JSON.stringify(one)} from ${from} to an address with a password`,
          { ...one, url: `{${from}/}1` },
          { replies: { ...granted, "1": [reply(307, ...everyone, "Location: {user:e/}2")] } },
        );
  }
  for (const status of [204, 404])
    yield situation(
      `a password in Location, and a preflight of status ${status} that grants nothing`,
      put({ url: "{a/}1" }),
      {
        replies: {
          ...granted,
          "1": [reply(307, "Location: {user:e/}2")],
          preflight: [reply(status)],
        },
      },
    );
}

const isFetchAlone = ({ keepalive, redirect }: ScriptRequest): boolean =>
  keepalive !== undefined || redirect !== undefined;

/** What opens a connection of its own comes after what finds one. */
function* connectionSituations(): Generator<Situation> {
  for (const method of ["POST", "PUT"]) {
    const first = get({ url: "{b/}2", method, body: { kind: "text" } });
    yield situation(
      `${method} and GET together, after another ${method}`,
      [first, { together: [first, get()] }],
      { replies: granted },
    );
  }
}

/** Names that WebKit's console tells as they were written. */
function* headerNameSituations(): Generator<Situation> {
  for (const name of ["purpose", "SERVER", "x-Dns-prefetch-control", "pragma", "LINK"])
    yield situation(`a header called ${name} that isn't granted`, get({ headers: [[name, "1"]] }), {
      replies: { ...granted, preflight: [reply(204, "Access-Control-Allow-Origin: {a}")] },
    });
}
