// #region readme
import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

test("an order that was turned away is put once more", async () => {
  const received: string[] = [];
  const api = async (request: Request): Promise<Response> => {
    received.push(`${await request.text()} for ${request.headers.get("Cookie") ?? "nobody"}`);
    const headers = { "Set-Cookie": "user=ada" };
    return new Response(null, { status: received.length === 1 ? 503 : 200, headers });
  };
  const page = new Browser({ transport: handlerTransport(api) }).open("https://app.example/");

  const order = new page.Request("/orders/7", {
    method: "PUT",
    body: "two apples",
    headers: { Cookie: "user=eve" },
  });
  // As in a browser: cookies are not a script's to set.
  expect(order.headers.has("Cookie")).toBe(false);

  const retry = order.clone();
  if ((await page.fetch(order)).status === 503) await page.fetch(retry);
  expect(received).toEqual(["two apples for nobody", "two apples for user=ada"]);
});
// #endregion
