import { fork } from "node:child_process";
import { once } from "node:events";
import { Browser, handlerTransport, type Page } from "@crosswalk/browser";
import { Window } from "happy-dom";
import { JSDOM } from "jsdom";
import { fetch as undiciFetch } from "undici";
import {
  type Contestant,
  type Effort,
  measureAsynchronously,
  median,
  ratio,
} from "./measure-asynchronously.ts";
import { measurePreflightCache } from "./preflight-cache.ts";

const ORIGIN = "http://app.example";
const engine = "chromium";

const rounds = Number(process.argv[2] ?? "15");
const put = { method: "PUT", credentials: "include", body: "{}" } as const;

const server = fork(new URL("api-server.js", import.meta.url), [ORIGIN]);
const [port] = (await once(server, "message")) as [number];
const url = `http://127.0.0.1:${port}/orders/7`;

const browser = new Browser({ engine });
const page = browser.open(`${ORIGIN}/`);
const jsdom = new JSDOM("", { url: `${ORIGIN}/` });
const happy = new Window({ url: `${ORIGIN}/` });

function xhr(method: string, body: string | null, withCredentials: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new jsdom.window.XMLHttpRequest();
    request.open(method, url);
    request.withCredentials = withCredentials;
    request.onload = () => resolve(request.responseText);
    request.onerror = () => reject(new Error("jsdom's request failed"));
    request.send(body);
  });
}

const simple: Contestant[] = [
  {
    name: "undici fetch",
    exchange: async () => (await undiciFetch(url, { headers: { Origin: ORIGIN } })).text(),
  },
  { name: "page.fetch", exchange: async () => (await page.fetch(url)).text() },
  { name: "happy-dom", exchange: async () => (await happy.fetch(url)).text() },
  { name: "jsdom", exchange: () => xhr("GET", null, false) },
];
const preflighted: Contestant[] = [
  {
    name: "undici fetch",
    exchange: async () => (await undiciFetch(url, { ...put, headers: { Origin: ORIGIN } })).text(),
  },
  { name: "page.fetch", exchange: async () => (await page.fetch(url, put)).text() },
  { name: "happy-dom", exchange: async () => (await happy.fetch(url, put)).text() },
  { name: "jsdom", exchange: () => xhr("PUT", "{}", true) },
];

const handler = (): Response =>
  new Response('{"id":7}', {
    headers: { "Access-Control-Allow-Origin": ORIGIN, "Content-Type": "application/json" },
  });
const inProcess = new Browser({ engine, transport: handlerTransport(handler) });
const sent = [...(await headersOf())];
const handled: Contestant[] = [
  {
    name: "Request, handler, Response",
    exchange: async () => {
      const request = new Request("https://api.example/orders/7", { headers: sent });
      void request;
      return handler().text();
    },
  },
  {
    name: "page.fetch",
    exchange: async () => (await openPage().fetch("https://api.example/orders/7")).text(),
  },
];

let fetched = 0;
let opened = inProcess.open(`${ORIGIN}/`);

/** A page that isn't older than a test's: of its first 250 responses one has entries of resource timing. */
function openPage(): Page {
  if (fetched++ % 100 === 0) opened = inProcess.open(`${ORIGIN}/`);
  return opened;
}

/** What the page's request carries, so that the bare one carries no less. */
async function headersOf(): Promise<[string, string][]> {
  let headers: [string, string][] = [];
  const note = (request: Request): Response => {
    headers = [...request.headers];
    return handler();
  };
  await new Browser({ engine, transport: handlerTransport(note) })
    .open(`${ORIGIN}/`)
    .fetch("https://api.example/orders/7");
  return headers;
}

async function report(
  title: string,
  contestants: readonly Contestant[],
  floor: string,
  target: string,
  effort: Effort,
): Promise<void> {
  const times = await measureAsynchronously(contestants, effort);
  console.log(`\n${title} (${target})`);
  for (const { name } of contestants) {
    const time = median(times.get(name)!).toFixed(1).padStart(8);
    console.log(`  ${name.padEnd(28)}${time} µs   × ${ratio(times, name, floor).toFixed(2)}`);
  }
}

await report("A simple request over HTTP", simple, "undici fetch", "page.fetch at most × 1.3", {
  rounds,
  exchanges: 100,
});
await report(
  "With a preflight in the cache",
  preflighted,
  "undici fetch",
  "page.fetch at most × 1.5",
  { rounds, exchanges: 100 },
);
// V8 goes on compiling both sides during their first 6,000 exchanges, and until then the longer path costs up to twice as
// much as it does after.
await report(
  "To a handler in the process",
  handled,
  "Request, handler, Response",
  "page.fetch at most × 1.43",
  { rounds, exchanges: 1000, warmUp: 8 },
);
measurePreflightCache();

server.disconnect();
await browser.close();
happy.close();
jsdom.window.close();
