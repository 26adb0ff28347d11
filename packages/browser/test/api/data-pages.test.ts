import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { RecordingServer } from "../recording-server.ts";

const hosts = ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "api.localhost", "api.example"];

/** To which hosts something goes out. */
async function asked(engine: EngineName, url: string, parentUrl?: string): Promise<string[]> {
  const transport = new RecordingServer(() => ({}));
  const browser = new Browser({ engine, transport });
  const page = browser.open(
    url,
    parentUrl === undefined ? {} : { parent: browser.open(parentUrl) },
  );
  const reached: string[] = [];
  for (const host of hosts) {
    const before = transport.sent.length;
    await page.fetch(`http://${host}/`, { mode: "no-cors" }).catch(() => undefined);
    if (transport.sent.length > before) reached.push(host);
  }
  return reached;
}

it.each(["standard", "firefox", "webkit"] as const)(
  "in %s a page of a data: URL may ask the machine",
  async (engine) => {
    expect(await asked(engine, "data:text/html,x")).toEqual(hosts);
  },
);

it("in chromium a page that came over no network, and what it holds of its kind, may not", async () => {
  for (const url of ["data:text/html,x", "about:blank"])
    expect(await asked("chromium", url)).toEqual(["api.example"]);
  expect(await asked("chromium", "data:text/html,y", "data:text/html,x")).toEqual(["api.example"]);
});

it("in chromium a page of the machine, a file and what they hold may", async () => {
  for (const url of ["http://localhost:8080/", "file:///page.html"])
    expect(await asked("chromium", url)).toEqual(hosts);
  expect(await asked("chromium", "data:text/html,x", "http://localhost:8080/")).toEqual(hosts);
});

it("tells why, in Chromium's words, of the request as of its preflight", async () => {
  const page = new Browser({ engine: "chromium", transport: new RecordingServer(() => ({})) }).open(
    "data:text/html,x",
  );
  for (const method of ["GET", "PUT"]) {
    await expect(page.fetch("http://localhost:3000/", { method })).rejects.toMatchObject({
      cause: {
        code: "InsecureLocalNetwork",
        parameter: "",
        message:
          "Access to fetch at 'http://localhost:3000/' from origin 'null' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space `loopback`.",
      },
    });
  }
});
