import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

const transport = handlerTransport(() => new Response(null, { status: 404 }));
const page = new Browser({ engine: "chromium", transport }).open("https://app.example");

test("a picture of a megabyte in base64 is read", async () => {
  const bytes = new Uint8Array(1_000_000).map((_, index) => index % 251);
  const url = `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;
  const response = await page.fetch(url);
  expect(response.headers.get("Content-Type")).toBe("image/png");
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
});

test.each(["=", "ab%FF", "a", "%E2%82%AC"])("what is no base64 is refused: %s", async (data) => {
  await expect(page.fetch(`data:;base64,${data}`)).rejects.toThrow(TypeError);
});
