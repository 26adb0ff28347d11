import { Browser, handlerTransport } from "@crosswalk/browser";
import { JSDOM } from "jsdom";
import { expect, it } from "vitest";

// A parser that people have, where packages/browser's own tests have one made up.

const { DOMParser } = new JSDOM().window;

async function load(body: string, type: string) {
  const transport = handlerTransport(
    () => new Response(body, { headers: { "Content-Type": type } }),
  );
  const page = new Browser({ transport, DOMParser }).open("https://app.example/");
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", "/orders.xml");
  xhr.responseType = "document";
  await new Promise((resolve) => {
    xhr.addEventListener("loadend", resolve);
    xhr.send();
  });
  return xhr.responseXML as Document | null;
}

it("jsdom's DOMParser makes a document of XML, with the address that it came from", async () => {
  const document = await load("<orders><order id='7'/></orders>", "application/atom+xml");
  expect(document!.documentElement.localName).toBe("orders");
  expect(document!.querySelector("order")!.getAttribute("id")).toBe("7");
  expect(document!.URL).toBe("https://app.example/orders.xml");
  expect(document!.contentType).toBe("application/atom+xml");
});

it.each(["<orders>", "", "<a></b>", "<a:b/>"])("and none of %j, which is no XML", async (body) => {
  expect(await load(body, "text/xml")).toBeNull();
});

it("and one of HTML, whatever is wrong with it", async () => {
  expect((await load("<title>Orders<p>", "text/html"))!.title).toBe("Orders<p>");
});
