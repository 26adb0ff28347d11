import { Browser, bytesTransport } from "@crosswalk/browser";
import { expect, it } from "vitest";

// What Chromium 156 did with a script of another origin, 5,000 bytes promised: it looks into the first 1,024.

const SCRIPT = "a=1;\n".repeat(1000);

function open(length: number) {
  const head = "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nContent-Length: 5000\r\n\r\n";
  const bytes = new TextEncoder().encode(head + SCRIPT.slice(0, length));
  const transport = bytesTransport(() => ({ bytes, connection: "new" }));
  return new Browser({ engine: "chromium", transport }).open("https://app.example/");
}

const url = "https://api.example/x";

it.each([0, 5, 1023, 1024, 3000])("is no script that breaks off after %i bytes", async (length) => {
  expect((await open(length).load("script", url)).result).toBe("error");
  expect((await open(length).load("preload", url, { as: "script" })).result).toBe("error");
});

it("is one that is there whole", async () => {
  expect((await open(5000).load("script", url)).result).toBe("load");
});
