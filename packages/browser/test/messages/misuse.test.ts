import { Browser, type EngineName } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { API, APP, RecordingServer } from "../recording-server.ts";

interface Misuse {
  readonly title: string;
  /** The recorded case that the sentences are from; its origins have other names here. */
  readonly id: string;
  readonly url?: string;
  readonly init: RequestInit;
  readonly chromium: string;
  readonly firefox: string;
  readonly webkit: string;
}

const inFetch = "TypeError: Failed to execute 'fetch' on 'Window': ";

// What browsers said, word for word: Chromium 156, Firefox 153 and WebKitGTK 2.50.
const misuses: readonly Misuse[] = [
  {
    title: "a method that needs a preflight, without CORS",
    id: "methods-403",
    init: { method: "PUT", mode: "no-cors" },
    chromium: `${inFetch}'PUT' is unsupported in no-cors mode.`,
    firefox: "TypeError: Window.fetch: Invalid request method PUT.",
    webkit: "TypeError: Method must be GET, POST or HEAD in no-cors mode.",
  },
  {
    title: "a forbidden method",
    id: "methods-1125",
    init: { method: "trace" },
    chromium: `${inFetch}'trace' HTTP method is unsupported.`,
    firefox: "TypeError: Window.fetch: Invalid request method trace.",
    webkit: "TypeError: Method is forbidden.",
  },
  {
    title: "a method with a space",
    id: "methods-1440",
    init: { method: "G ET" },
    chromium: `${inFetch}'G ET' is not a valid HTTP method.`,
    firefox: "TypeError: Window.fetch: Invalid request method G ET.",
    webkit: "TypeError: Method is not a valid HTTP token.",
  },
  {
    title: "a method beyond ASCII",
    id: "methods-1535",
    init: { method: "GÉT" },
    chromium: `${inFetch}'GÉT' is not a valid HTTP method.`,
    firefox: "TypeError: Window.fetch: Invalid request method G\ufffdT.",
    webkit: "TypeError: Method is not a valid HTTP token.",
  },
  {
    title: "the mode of navigations",
    id: "modes-948",
    init: { mode: "navigate" },
    chromium: `${inFetch}Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.`,
    firefox: "TypeError: Window.fetch: Invalid request mode navigate.",
    webkit: "TypeError: Request constructor does not accept navigate fetch mode.",
  },
  {
    title: "a mode that is none",
    id: "modes-1261",
    init: { mode: "websocket" as RequestMode },
    chromium: `${inFetch}Failed to read the 'mode' property from 'RequestInit': The provided value 'websocket' is not a valid enum value of type RequestMode.`,
    firefox:
      "TypeError: Window.fetch: 'websocket' (value of 'mode' member of RequestInit) is not a valid value for enumeration RequestMode.",
    webkit: "TypeError: Type error",
  },
  {
    title: "the cache alone, with CORS",
    id: "modes-28",
    init: { mode: "cors", cache: "only-if-cached" },
    chromium: `${inFetch}'only-if-cached' can be set only with 'same-origin' mode`,
    firefox:
      "TypeError: Window.fetch: Request mode 'cors' was used, but request cache mode 'only-if-cached' can only be used with request mode 'same-origin'.",
    webkit: "TypeError: only-if-cached cache option requires fetch mode to be same-origin.",
  },
  {
    title: "a URL with a password",
    id: "modes-1575",
    url: "http://user:password@api.test/1",
    init: {},
    chromium: `${inFetch}Request cannot be constructed from a URL that includes credentials: http://user:password@api.test/1`,
    firefox:
      "TypeError: Window.fetch: http://user:password@api.test/1 is an url with embedded credentials.",
    webkit: "TypeError: URL is not valid or contains user credentials.",
  },
  {
    title: "a URL that is none",
    id: "modes-1655",
    url: "http://",
    init: {},
    chromium: `${inFetch}Failed to parse URL from http://`,
    firefox: "TypeError: Window.fetch: http:// is not a valid URL.",
    webkit: "TypeError: URL is not valid or contains user credentials.",
  },
  {
    title: "a body with GET",
    id: "bodies-7",
    init: { body: "" },
    chromium: `${inFetch}Request with GET/HEAD method cannot have body.`,
    firefox: "TypeError: Window.fetch: HEAD or GET Request cannot have a body.",
    webkit: "TypeError: Request has method 'GET' and cannot have a body",
  },
  {
    title: "a stream with GET",
    id: "bodies-283",
    init: { body: new ReadableStream(), duplex: "half" } as RequestInit,
    chromium: `${inFetch}Request with GET/HEAD method cannot have body.`,
    firefox: "TypeError: Window.fetch: HEAD or GET Request cannot have a body.",
    webkit: "TypeError: Request has method 'GET' and cannot have a body",
  },
  {
    title: "a header's value with a line feed",
    id: "request-header-bytes-894",
    init: { headers: [["Content-Language", "en\na"]] },
    chromium: `${inFetch}Invalid value`,
    firefox: "TypeError: Window.fetch: en\na is an invalid header value.",
    webkit: "TypeError: Header 'Content-Language' has invalid value: 'en\na'",
  },
  {
    title: "a header's value with a NUL",
    id: "request-header-bytes-2186",
    init: { headers: [["X-A", "1\u00002"]] },
    chromium: `${inFetch}Invalid value`,
    firefox: "TypeError: Window.fetch: 1 is an invalid header value.",
    webkit: "TypeError: Header 'X-A' has invalid value: '1\u00002'",
  },
  {
    title: "a header's name beyond ASCII",
    id: "request-header-bytes-2441",
    init: { headers: [["X\u0080A", "1"]] },
    chromium: `${inFetch}Invalid name`,
    firefox: "TypeError: Window.fetch: x\ufffda is an invalid header name.",
    webkit: "TypeError: Invalid header name: 'X\u0080A'",
  },
];

/** What a script's `catch` gets to see, and what went out before. */
async function misuse(
  engine: EngineName,
  { url = API, init }: Misuse,
): Promise<[error: string, sent: string[]]> {
  const server = new RecordingServer(() => ({}));
  const page = new Browser({ engine, transport: server }).open(`${APP}/`);
  const error = await page.fetch(url, init).then(
    () => "none",
    (reason: unknown) => String(reason),
  );
  return [error, server.lines];
}

describe.each(["chromium", "firefox", "webkit"] as const)("misuse in %s", (engine) => {
  it.each(misuses)("$title ($id)", async (one) => {
    expect(await misuse(engine, one)).toEqual([one[engine], []]);
  });
});

it("is a TypeError by the standard, which leaves the words open", async () => {
  for (const one of misuses)
    expect(await misuse("standard", one)).toEqual([expect.stringMatching(/^TypeError: ./), []]);
});
