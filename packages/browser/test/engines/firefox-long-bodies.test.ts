import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

const CHUNK = 64 * 1024;
const MANY = 1000;

const open = (body: () => BodyInit) => {
  const headers = { "Content-Type": "text/plain" };
  const transport = handlerTransport(() => new Response(body(), { headers }));
  return new Browser({ engine: "firefox", transport }).open("https://app.example/");
};

test("a long body of another origin that may be a script is blocked after its first MiB, and let go of", async () => {
  let given = 0;
  let isCancelled = false;
  const page = open(
    () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          if (++given > MANY) controller.close();
          else controller.enqueue(new Uint8Array(CHUNK).fill(0x41));
        },
        cancel() {
          isCancelled = true;
        },
      }),
  );
  const { result } = await page.load("script", "https://other.example/");
  expect(result).toBe("error");
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isCancelled).toBe(true);
  expect(given).toBeLessThan(30);
});

test.each([
  [1024 * 1024, "load"],
  [1024 * 1024 + 1, "error"],
])("one of %i bytes gives %s", async (length, result) => {
  const page = open(() => "A".repeat(length));
  expect((await page.load("script", "https://other.example/")).result).toBe(result);
});
