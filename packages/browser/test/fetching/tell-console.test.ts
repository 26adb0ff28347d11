import type { ResponseBody } from "@crosswalk/browser";
import { HeaderList } from "@crosswalk/cors/protocol";
import { expect, it } from "vitest";
import { toldToConsole } from "../../src/fetching/tell-console.ts";
import type { FetchStart } from "../../src/fetching/user-agent.ts";
import type { FetchResponse } from "../../src/infrastructure/fetch-response.ts";

it("that a body left to the cache broke off is told to the console, and to who left it there", async () => {
  const notes: string[] = [];
  const body: ResponseBody = {
    async *[Symbol.asyncIterator]() {},
    leaveToCache: (_, onLost) => onLost?.(new Error("reset")),
  };
  const none = (): readonly string[] => [];
  const messages = {
    started: none,
    passed: none,
    console: () => "lost",
    failedResource: () => null,
  };
  // As much of a page and its browser as is asked.
  const params = {
    request: {
      urlList: [new URL("https://api.example/")],
      client: { console: ({ text }: { readonly text: string }) => void notes.push(text) },
    },
    agent: { engine: { messages } },
    signal: null,
  } as unknown as FetchStart;
  const loaded = {
    type: "basic",
    status: 200,
    headerList: new HeaderList(),
    body,
    failure: null,
    internalResponse: null,
  } as unknown as FetchResponse;
  const response = await toldToConsole(params, () => Promise.resolve(loaded));
  response.body!.leaveToCache!("brief", (cause) => void notes.push((cause as Error).message));
  expect(notes).toEqual(["lost", "reset"]);
});
