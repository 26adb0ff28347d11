import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 did, four times each, in `conformance/lab`.

test.each([
  ["whose body a script has as a stream", (response: Response) => void response.body],
  ["whose body it has left alone", () => undefined],
])(
  "a copy that is made after the abort, of a response %s, is aborted as it is",
  async (_, prepare) => {
    const headers = { "Access-Control-Allow-Origin": "*" };
    const transport = handlerTransport(() => new Response("chicken", { headers }));
    const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
    const controller = new AbortController();
    const response = await page.fetch("https://api.example/", { signal: controller.signal });
    prepare(response);
    controller.abort();
    const copies = [response.clone(), response.clone(), response];
    for (const copy of copies) {
      const error = await copy.text().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "AbortError", message: "Fetch is aborted" });
      expect(copy.bodyUsed).toBe(false);
    }
  },
);

// Recorded with conformance/lab: `aborted-copies-*`.
test("a copy that was made before the abort is told by its bytes, in WebKit's words and not the script's", async () => {
  const headers = { "Access-Control-Allow-Origin": "*" };
  const body = (): ReadableStream =>
    new ReadableStream({ pull: () => new Promise(() => undefined) });
  const transport = handlerTransport(() => new Response(body(), { headers }));
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  const controller = new AbortController();
  const response = await page.fetch("https://api.example/", { signal: controller.signal });
  void response.body;
  const copy = response.clone();
  const other = copy.clone();
  controller.abort(new TypeError("apples"));
  await expect(other.body!.getReader().read()).rejects.toMatchObject({
    name: "AbortError",
    message: "Fetch is aborted",
  });
  await expect(copy.text()).rejects.toMatchObject({
    name: "TypeError",
    message: "AbortError: Fetch is aborted",
  });
  expect(copy.bodyUsed).toBe(true);
  await expect(response.text()).rejects.toThrow(/^Fetch is aborted$/);
  expect(response.bodyUsed).toBe(false);
});
