import { run, type Scenario } from "@crosswalk/explain";
import {
  type Driver,
  LoopbackServer,
  replyBytes,
  startChromium,
} from "@crosswalk/verify/laboratory";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missingPackages, programOf } from "../lab/drivers/installed.ts";

// npx vitest run --config vitest.browser.config.ts conformance/test/local-network

const PAGE = "https://app.example/";

/** What Chromium may be asked for by an https page, over http, and what it says of each. The user lets it. */
const asked = [
  ["http://192.168.0.7/", undefined, null],
  ["http://10.1.2.3/", undefined, null],
  ["http://169.254.1.1/", undefined, null],
  ["http://100.64.0.1/", undefined, null],
  ["http://[fd00::7]/", undefined, null],
  ["http://printer.local/", undefined, null],
  ["http://printer.example/", undefined, "mixed-content"],
  ["http://printer/", undefined, "mixed-content"],
  ["http://printer.example/", "local", null],
  ["http://printer.example/", "public", "mixed-content"],
  ["http://192.168.0.7/", "local", null],
  ["http://192.168.0.7/", "loopback", "InvalidLocalNetworkAccess"],
] as const;

describe.skipIf(missingPackages("chromium").length > 0 && process.env["CI"] === undefined)(
  "an https page and its local network over http, in Chromium",
  () => {
    let server: LoopbackServer;
    let driver: Driver;

    beforeAll(async () => {
      server = new LoopbackServer(({ method }) => ({
        bytes: replyBytes(
          { status: 200, headers: ["Content-Type: text/html", "Access-Control-Allow-Origin: *"] },
          method,
          (text) => text,
        ),
        hangUp: false,
      }));
      const publicPort = await server.listen(0, ["127.0.0.1"], "https");
      const local = await server.listen(0, ["127.0.0.1"], "http");
      const hosts = [...new Set(asked.map(([url]) => new URL(url).hostname))];
      driver = await startChromium({
        command: programOf("chromium"),
        spkiFingerprint: server.spkiFingerprint,
        isConfined: true,
        localNetwork: { publicPort, localPort: local, permission: "granted" },
        resolverRules: [
          `MAP app.example:443 127.0.0.1:${publicPort}`,
          ...hosts.map((host) => `MAP ${host}:80 127.0.0.1:${local}`),
          "MAP * ~NOTFOUND",
          "EXCLUDE 127.0.0.1",
        ].join(", "),
      });
      await driver.navigate(PAGE);
    });
    afterAll(async () => {
      await driver.close();
      await server.close();
    });

    it.each(asked)("%s, said to be %s: %s", async (url, targetAddressSpace, refusal) => {
      await driver.takeDiagnostics();
      const init = JSON.stringify({ targetAddressSpace });
      const outcome = await driver.evaluate(
        `fetch(${JSON.stringify(url)}, ${init}).then(() => "read", () => "failed")`,
      );
      const said = (await driver.takeDiagnostics())
        .filter(({ kind }) => kind === "cors")
        .map(({ text }) => text);
      expect(outcome).toBe(refusal === null ? "read" : "failed");
      expect(said.join("\n")).toContain(refusal ?? "");

      const scenario: Scenario = {
        page: { url: PAGE },
        request: {
          api: "fetch",
          url,
          ...(targetAddressSpace === undefined ? {} : { targetAddressSpace }),
        },
        answers: [
          { when: {}, answer: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } },
        ],
      };
      const codes = {
        "mixed-content": "MixedContent",
        InvalidLocalNetworkAccess: "other-address-space",
      };
      const ours = await run(scenario, "chromium");
      expect(ours.failure?.code ?? null).toBe(refusal === null ? null : codes[refusal]);
    });
  },
);
