import { expect, test } from "vitest";
import { Browser, type EngineName, handlerTransport, type LoadKind } from "@crosswalk/browser";

// Recorded with conformance/lab: `auto-upgrades-*`.

const engines = ["standard", "chromium", "firefox", "webkit"] as const;
const kinds = ["image", "audio", "video"] as const;

async function sentBy(engine: EngineName, kind: LoadKind, url: string, page: string) {
  const sent: string[] = [];
  const transport = handlerTransport((request) => {
    sent.push(request.url);
    const to = new URL(request.url).searchParams.get("to");
    return to === null
      ? new Response("CHICKEN")
      : new Response(null, { status: 302, headers: { Location: to } });
  });
  await new Browser({ engine, transport }).open(page).load(kind, url);
  return sent;
}

test.each(engines.flatMap((engine) => kinds.map((kind) => [engine, kind] as const)))(
  "%s asks for an %s of a secure page over https, at the port that is written",
  async (engine, kind) => {
    const page = "https://app.example/";
    const [first] = await sentBy(engine, kind, "http://img.example:8080/a", page);
    expect(first).toBe("https://img.example:8080/a");
  },
);

test.each(engines)("%s asks for what a page over http writes as it is written", async (engine) => {
  const sent = await sentBy(engine, "image", "http://img.example/a", "http://app.example/");
  expect(sent).toEqual(["http://img.example/a"]);
});

test.each([
  ["standard", "https://img.example/b"],
  ["chromium", "http://img.example/b"],
] as const)("%s leads a picture of loopback on to %s", async (engine, last) => {
  const url = "https://localhost/a?to=http://img.example/b";
  expect((await sentBy(engine, "image", url, "https://app.example/")).at(-1)).toBe(last);
});

test("Firefox upgrades nothing on a page of loopback", async () => {
  const sent = await sentBy("firefox", "image", "http://img.example/a", "https://127.0.0.1/");
  expect(sent).toEqual(["http://img.example/a"]);
});
