import { Browser, handlerTransport, PageXmlHttpRequest } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 did under WebKitWebDriver.

/** What a synchronous request has of a body that breaks off behind `sent`. */
async function readBroken(engine: "standard" | "webkit", sent: readonly string[]) {
  const chunks = sent.map((chunk) => new TextEncoder().encode(chunk));
  const transport = handlerTransport(() => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.error(new Error("The server is gone."));
        else controller.enqueue(chunk);
      },
    });
    const headers = { "Access-Control-Allow-Origin": "*", "Content-Length": "5000" };
    return new Response(body, { status: 404, headers });
  });
  const page = new Browser({ engine, transport }).open("https://app.example/");
  const request = new page.XMLHttpRequest();
  const heard: string[] = [];
  for (const type of ["error", "load"])
    request.addEventListener(type, (event) => {
      const { loaded, total } = event as ProgressEvent;
      heard.push(`${event.type} ${loaded}/${total}`);
    });
  request.open("GET", "https://api.example/", false);
  const thrown = await PageXmlHttpRequest.sendSynchronously(request).then(
    () => null,
    (error: unknown) => (error as Error).name,
  );
  return { heard, thrown, status: request.status, text: request.responseText };
}

test("a synchronous request whose body breaks off has its head, and no body", async () => {
  expect(await readBroken("webkit", ["chicken"])).toEqual({
    heard: ["load 0/0"],
    thrown: null,
    status: 404,
    text: "",
  });
});

test("one of which nothing but the head has come fails", async () => {
  expect(await readBroken("webkit", [])).toMatchObject({ thrown: "NetworkError", status: 0 });
});

test("the standard has it fail as well", async () => {
  const failed = { heard: [], thrown: "NetworkError", status: 0, text: "" };
  expect(await readBroken("standard", ["chicken"])).toEqual(failed);
});
