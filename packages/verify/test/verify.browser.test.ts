import { createSocket } from "node:dgram";
import { createServer, type AddressInfo } from "node:net";
import { run, type Scenario } from "@crosswalk/explain";
import { describe, expect, it } from "vitest";
import { verify } from "../src/index.ts";

const LIMIT = 50_000;

const scenario = (headers: readonly (readonly [string, string])[]): Scenario => ({
  page: { url: "https://app.example/" },
  request: { api: "fetch", url: "https://api.example/orders" },
  answers: [{ when: {}, answer: { status: 200, headers } }],
});
const refused = scenario([]);
const granted = scenario([["Access-Control-Allow-Origin", "https://app.example"]]);
const misspelt = scenario([["Access-Control-Allow-Origin", "https://app.example/"]]);

const runsOf = (one: Scenario) =>
  Promise.all((["chromium", "firefox"] as const).map((engine) => run(one, engine)));

/** A script that lets WebRTC look for its way by a server there. */
const connectPeer = (port: number): string => `
  for (const url of ["stun:127.0.0.3:${port}", "turn:127.0.0.3:${port}?transport=tcp"]) try {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: url, username: "hen", credential: "egg" }] });
    peer.createDataChannel("x");
    peer.createOffer().then((offer) => peer.setLocalDescription(offer));
  } catch {}
  const end = performance.now() + 1000; while (performance.now() < end);`;

describe("what is said of a scenario, held to real browsers", () => {
  it("what is right, agrees", async () => {
    const claim = { scenario: refused, runs: await runsOf(refused), fixed: granted };
    const { browsers } = await verify(claim, { limit: LIMIT });
    expect(browsers).toMatchObject([
      { kind: "tried", browser: "chromium", agrees: true },
      { kind: "tried", browser: "firefox", agrees: true },
    ]);
  });

  it("a block that is none, a change that doesn't help, and another reason: none agrees", async () => {
    const blocked = await runsOf(refused);
    const claims = [
      { scenario: granted, runs: blocked, fixed: null },
      { scenario: refused, runs: blocked, fixed: misspelt },
      { scenario: misspelt, runs: blocked, fixed: null },
    ];
    const trials = [];
    for (const claim of claims) {
      const { browsers } = await verify(claim, { limit: LIMIT });
      trials.push(
        browsers.map((one) =>
          one.kind === "tried"
            ? [one.agrees, one.given.reach, one.given.reason, one.fixed?.reach]
            : one,
        ),
      );
    }
    expect(trials).toEqual(
      [
        [false, "reads", "other", undefined],
        [false, "fails", "same", "fails"],
        [false, "fails", "other", undefined],
      ].map((one) => [one, one]),
    );
  });

  it("a script that a server sends reaches nothing else", async () => {
    const asked: string[] = [];
    const elsewhere = createServer((socket) => {
      socket.once("data", (bytes) => {
        asked.push(bytes.toString());
        socket.destroy();
      });
      socket.on("error", () => {});
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.3", resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const packets = createSocket("udp4").on("message", () => asked.push("a packet"));
    await new Promise<void>((resolve) => packets.bind(port, "127.0.0.3", resolve));
    const body = `${connectPeer(port)}; fetch("http://127.0.0.3:${port}/", { mode: "no-cors" }).catch(() => {}); new Image().src = "http://127.0.0.3:${port}/x.png";`;
    const sent: Scenario = {
      page: { url: "http://app.example/" },
      request: { api: "script", url: "http://api.example/x.js" },
      answers: [
        { when: {}, answer: { status: 200, headers: [["Content-Type", "text/javascript"]], body } },
      ],
    };
    const claim = { scenario: sent, runs: await runsOf(sent), fixed: sent };
    const { browsers } = await verify(claim, { limit: LIMIT });
    elsewhere.close();
    packets.close();
    expect(browsers).toMatchObject([
      { kind: "tried", given: { reach: "reads" } },
      { kind: "tried", given: { reach: "reads" } },
    ]);
    expect(asked).toEqual([]);
  });
});
