import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { ended } from "../api/xml-http-request-kit.ts";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to print of what XMLHttpRequest ignores without an exception.

async function linesOf(
  url: string,
  names: readonly string[],
  exposed: string,
  engine: EngineName = "chromium",
): Promise<readonly string[]> {
  const server = new RecordingServer(() => ({
    headers: [grant(), ["Access-Control-Expose-Headers", exposed], ["X-One", "1"]],
  }));
  const lines: string[] = [];
  const page = new Browser({ engine, transport: server }).open(`${APP}/page`, {
    onConsole: ({ text }) => void lines.push(text),
  });
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", url);
  xhr.setRequestHeader("User-Agent", "me");
  xhr.setRequestHeader("X-HTTP-Method", "TRACE");
  xhr.setRequestHeader("Accept", "text/plain");
  for (const name of names) xhr.getResponseHeader(name);
  Reflect.set(xhr, "responseType", "bogus");
  const end = ended(xhr);
  xhr.send();
  await end;
  for (const name of names) xhr.getResponseHeader(name);
  return lines;
}

const unset = [
  'Refused to set unsafe header "User-Agent"',
  'Refused to set unsafe header "X-HTTP-Method"',
  "The provided value 'bogus' is not a valid enum value of type XMLHttpRequestResponseType.",
];

it("headers that a page must not set or see are refused aloud, once there is a response", async () => {
  const names = ["X-One", "*", "Content-Type", "X-Two", "Set-Cookie"];
  expect(await linesOf(API, names, "X-Two")).toEqual([
    ...unset,
    'Refused to get unsafe header "X-One"',
    'Refused to get unsafe header "*"',
    'Refused to get unsafe header "Set-Cookie"',
  ]);
});

it("and of the page's own origin none but cookies", async () => {
  expect(await linesOf(`${APP}/orders`, ["X-Two", "Set-Cookie"], "")).toEqual([
    ...unset,
    'Refused to get unsafe header "Set-Cookie"',
  ]);
});

it("what is exposed with all others is not refused", async () => {
  expect(await linesOf(API, ["X-One"], "*")).toEqual(unset);
});

it("in the standard's profile nothing is said", async () => {
  expect(await linesOf(`${APP}/orders`, ["Set-Cookie"], "", "standard")).toEqual([]);
});
