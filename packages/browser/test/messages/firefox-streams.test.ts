import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, RecordingServer } from "../recording-server.ts";

const GRANT = ["Access-Control-Allow-Origin", "*"] as const;

/** What Firefox says of an EventSource that is redirected by each of the statuses in turn, and comes to nothing. */
async function said(statuses: readonly number[], end: Answer): Promise<readonly string[]> {
  const lines: string[] = [];
  const transport = new RecordingServer(({ url }) => {
    const hop = Number(new URL(url).pathname.slice(1));
    const status = statuses[hop];
    return status === undefined
      ? end
      : { status, headers: [GRANT, ["Location", `http://b.test/${hop + 1}`]] };
  });
  const page = new Browser({ engine: "firefox", transport }).open("http://a.test/", {
    onConsole: ({ text }) => lines.push(...text.split("\n")),
  });
  await page.load("event-source", "http://b.test/0");
  return lines.flatMap((line) => /^Firefox can’t .* at (.*)\.$/.exec(line)?.[1] ?? []);
}

it.each<[number[], string]>([
  [[301], "http://b.test/1"],
  [[308], "http://b.test/1"],
  [[302], "http://b.test/0"],
  [[303], "http://b.test/0"],
  [[307], "http://b.test/0"],
  [[301, 302], "http://b.test/1"],
  [[302, 301], "http://b.test/2"],
  [[308, 308], "http://b.test/2"],
])("a stream behind %j is told of as %s, where it has moved for good", async (statuses, named) => {
  expect(await said(statuses, { status: 200 })).toEqual([named]);
  expect(await said(statuses, { status: 404, headers: [GRANT] })).toEqual([named, named]);
});
