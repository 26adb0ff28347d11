import { Browser, handlerTransport, type Transport } from "@crosswalk/browser";
import { expect, test } from "vitest";

/** Another transport, that says it is HTTP/2 and notes what goes out. */
function noting(inner: Transport, seen: string[]): Transport {
  return {
    ...inner,
    isHttp2: true,
    async send(request, signal) {
      const response = await inner.send(request, signal);
      seen.push(`${request.method} ${request.url.pathname} ${response.status}`);
      return response;
    },
  };
}

test("Chromium streams an upload over HTTP/2 alone", async () => {
  const api = async (request: Request): Promise<Response> => {
    const headers = { "Access-Control-Allow-Origin": "*" };
    return new Response(await request.text(), { headers });
  };
  const upload = (transport: Transport): Promise<string> => {
    const body = new Blob(["apples"]).stream();
    return new Browser({ engine: "chromium", transport })
      .open("https://app.example/")
      .fetch("https://api.example/orders", { method: "POST", body, duplex: "half" })
      .then((response) => response.text());
  };
  const seen: string[] = [];
  expect(await upload(noting(handlerTransport(api), seen))).toBe("apples");
  expect(seen).toEqual(["OPTIONS /orders 200", "POST /orders 200"]);
  await expect(upload(handlerTransport(api))).rejects.toThrow("Failed to fetch");
});
