import { Browser, type EngineName } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";
import { RecordingServer } from "../recording-server.ts";

// Recorded with conformance/lab: `own-hosts-*` and `upgraded-hops-*`.

/** A page of a loopback address over https, whose servers grant nothing. */
function open(engine: EngineName = "firefox", upgradeInsecureRequests = true) {
  const server = new RecordingServer(({ url }) => {
    const to = url.searchParams.get("to");
    return to === null ? { body: "CHICKEN" } : { status: 307, headers: [["Location", to]] };
  });
  const browser = new Browser({ engine, transport: server });
  return { server, page: browser.open("https://127.0.0.1/", { upgradeInsecureRequests }) };
}

const OWN = "http://127.0.0.1:8080/";
const OTHER = "http://localhost:8080/";
const led = (from: string, to: string): string => `${from}?to=${encodeURIComponent(to)}`;
const linesOf = ({ sent }: RecordingServer): string[] => sent.map(([line]) => line);

describe("what a page over https asks of its own host over http", () => {
  it("is not asked about, and needs no grant, where the page wants all over https", async () => {
    const { page, server } = open();
    const response = await page.fetch(OWN, { method: "PUT", credentials: "include" });
    expect([response.type, await response.text()]).toEqual(["cors", "CHICKEN"]);
    expect(linesOf(server)).toEqual([`PUT ${OWN}`]);
  });

  it.each<[string, string, EngineName, boolean]>([
    ["of another host", OTHER, "firefox", true],
    ["of a page that wants nothing over https", OWN, "firefox", false],
    ["led there by another host", led(OTHER, OWN), "firefox", true],
    ["led from there to another host", led(OWN, OTHER), "firefox", true],
    ["in Chromium", OWN, "chromium", true],
  ])("needs a grant %s", async (_, url, engine, isUpgraded) => {
    const { page } = open(engine, isUpgraded);
    await expect(page.fetch(url)).rejects.toThrow(TypeError);
  });

  it("may lead it to its own origin", async () => {
    const { page } = open();
    const response = await page.fetch(led(OWN, "https://127.0.0.1/"));
    expect([response.type, await response.text()]).toEqual(["cors", "CHICKEN"]);
  });
});

describe("a redirect that is asked for over https instead", () => {
  const APP = "https://app.example";

  it("is not asked about on the page's own host, and is of its own site", async () => {
    const server = new RecordingServer(({ url }) =>
      url.pathname === "/0"
        ? { status: 307, headers: [["Location", "http://app.example/1"]] }
        : { body: "CHICKEN" },
    );
    const browser = new Browser({ engine: "firefox", transport: server });
    const page = browser.open(`${APP}/`, { upgradeInsecureRequests: true });
    const response = await page.fetch(`${APP}/0`, { method: "PUT" });
    expect([response.type, await response.text()]).toEqual(["cors", "CHICKEN"]);
    expect(server.sent.map(([line, headers]) => [line, headers["sec-fetch-site"]])).toEqual([
      [`PUT ${APP}/0`, "same-origin"],
      [`PUT ${APP}/1`, "same-origin"],
    ]);
  });
});
