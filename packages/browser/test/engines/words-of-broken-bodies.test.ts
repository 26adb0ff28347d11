import { Browser, bytesTransport, type EngineName } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What Chromium 156, Firefox ESR 153.7 and WebKitGTK 2.50.6 said of a body that broke off.

const APP = "https://app.example/";

const transport = bytesTransport(() =>
  Promise.resolve({
    bytes: Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nchicken"),
    connection: "new",
  }),
);

const responseIn = (engine: EngineName): Promise<Response> =>
  new Browser({ engine, transport }).open(APP).fetch(APP);

const wordsOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "",
    ({ message }: Error) => message,
  );

async function readToEnd({ body }: Response): Promise<void> {
  const reader = body!.getReader();
  while (!(await reader.read()).done);
}

test.each([
  ["chromium", "network error", "Failed to fetch"],
  [
    "firefox",
    "Error in input stream",
    "Content-Length header of network response exceeds response Body.",
  ],
  ["webkit", "Load failed", "Load failed"],
] as const)(
  "%s has words for who reads a stream, and for a method",
  async (engine, stream, method) => {
    expect(await wordsOf(readToEnd(await responseIn(engine)))).toBe(stream);
    expect(await wordsOf((await responseIn(engine)).text())).toBe(method);
  },
);

test("a method has words of its own whoever has seen the stream or copied it, and the same cause", async () => {
  const seen = await responseIn("chromium");
  expect(seen.body).not.toBeNull();
  const copy = seen.clone();
  const failed = { message: "Failed to fetch", cause: { code: "TransportFailed" } };
  await expect(seen.text()).rejects.toMatchObject(failed);
  await expect(copy.arrayBuffer()).rejects.toMatchObject(failed);
});
