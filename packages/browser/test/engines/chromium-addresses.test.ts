import {
  Browser,
  type CookieStore,
  type FailureCause,
  type LoadKind,
  type LoadOutcome,
  type Transport,
} from "@crosswalk/browser";
import { expect, test, vi } from "vitest";
import { unresolvableUrl } from "../../src/infrastructure/unresolvable-url.ts";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

// What Chromium 156 was seen to do with `conformance/lab`, in situations that its generator leaves out.

function open(answer: (request: { readonly url: URL; readonly method: string }) => Answer) {
  const server = new RecordingServer(answer);
  const page = new Browser({ engine: "chromium", transport: server }).open(`${APP}/page`);
  return { server, page };
}

const nothing = (): never => expect.fail("nothing is asked for");
const granted = (): Answer => ({ status: 200, headers: [grant()] });

async function reasonOf(promise: Promise<unknown>): Promise<TypeError> {
  return promise.then(
    () => expect.fail("it was readable"),
    (reason: unknown) => reason as TypeError,
  );
}

const causeOf = ({ cause }: TypeError): FailureCause => cause as FailureCause;

test.each(["https://a b/", "https://xn--/", "//a%20b/x", "https://xn--a.example:8080/"])(
  "%s has a host, which nobody knows",
  async (address) => {
    const { page } = open(nothing);
    const error = await reasonOf(page.fetch(address));
    expect(error.message).toBe("Failed to fetch");
    expect(causeOf(error).code).toBe("TransportFailed");
  },
);

test("a host that nobody knows may be outside a page's origin, whatever its port", async () => {
  const { page } = open(nothing);
  const error = await reasonOf(page.fetch("https://a%20b:25/", { mode: "same-origin" }));
  expect(error.message).toBe("Failed to fetch");
  expect(causeOf(error).code).toBe("DisallowedByMode");
});

test("a host that nobody knows stands where it was given, whatever it is like", async () => {
  const url = unresolvableUrl("https://host.invalid:1@a$&%20b:8/host.invalid", new URL(APP))!;
  const { host, origin, href } = url;
  expect({ host, origin, href }).toEqual({
    host: "a$&%20b:8",
    origin: "https://a$&%20b:8",
    href: "https://host.invalid:1@a$&%20b:8/host.invalid",
  });
});

test.each(["http://a^b/", "http://[::1", "http://", "filesystem:x"])(
  "%s does not parse",
  async (address) => {
    const { page } = open(nothing);
    const error = await reasonOf(page.fetch(address));
    expect(error.message).toBe(
      `Failed to execute 'fetch' on 'Window': Failed to parse URL from ${address}`,
    );
  },
);

test.each<[LoadKind, Partial<LoadOutcome>]>([
  ["preload", { result: "silent" }],
  ["stylesheet", { result: "silent" }],
  ["image", { result: "error" }],
  ["import", { result: "rejected", error: "TypeError" }],
  ["font", { result: "rejected", error: "NetworkError" }],
  [
    "worker",
    {
      result: "thrown",
      error: "SyntaxError",
      message: "Failed to construct 'Worker': 'http://[' is not a valid URL.",
    },
  ],
  [
    "event-source",
    {
      result: "thrown",
      message:
        "Failed to construct 'EventSource': Cannot open an EventSource to 'http://['. The URL is invalid.",
    },
  ],
  [
    "beacon",
    {
      result: "thrown",
      message:
        "Failed to execute 'sendBeacon' on 'Navigator': The URL argument is ill-formed or unsupported.",
    },
  ],
])("%s of an address that does not parse", async (kind, outcome) => {
  const { page } = open(nothing);
  expect(await page.load(kind, "http://[", { as: "fetch" })).toMatchObject(outcome);
});

test("| and ^ are escaped in paths, and in nothing else", async () => {
  const { page, server } = open(granted);
  await page.fetch(`${API}/a|b^c?d|e^f`);
  expect(server.lines).toEqual([`GET ${API}/a%7Cb%5Ec?d|e^f`]);
});

test.each([
  ["text/p{ain", "text/p{ain"],
  ["text/plain;charset", undefined],
  ["text/plain;", undefined],
  ['text/plain;a="b', undefined],
  ['text/plain;a="b c"', 'text/plain;a="b c"'],
])("a Blob of type %s is sent as %s", async (type, sent) => {
  const { page, server } = open(({ method }) => ({
    status: 200,
    headers: [
      grant(),
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Headers", "content-type"],
      ["X-Method", method],
    ],
  }));
  await page.load("beacon", API, { body: new Blob(["x"], { type }) });
  expect(server.sent.at(-1)![1]["content-type"]).toBe(sent);
});

test.each([
  ["never", undefined],
  ["always", `${APP}/page`],
])("an image takes the word %s for a referrer policy", async (referrerpolicy, referer) => {
  const { page, server } = open(granted);
  await page.load("image", API, { referrerpolicy });
  expect(server.sent[0]![1]["referer"]).toBe(referer);
});

test.each([
  ["http://[", 0],
  ["data:,x", 0],
  ["chrome://version", 0],
  ["ftp://api.example/", 2],
  [`${API.replace("://", "://user:password@")}/2`, 2],
] as const)("an event source that is led to %s ends in state %s", async (location, readyState) => {
  const { page } = open(() => ({
    status: 302,
    headers: [grant(), ["Location", location]],
  }));
  expect(await page.load("event-source", API)).toMatchObject({ result: "error", readyState });
});

test("what is too long to be kept alive is refused before leave is asked for", async () => {
  const { page } = open(nothing);
  const body = "x".repeat(65_537);
  const error = await reasonOf(page.fetch(API, { method: "PUT", body, keepalive: true }));
  expect(causeOf(error).code).toBe("KeepaliveTooLarge");
});

test("what is kept alive without CORS goes where its page does not want to be led", async () => {
  const { page, server } = open(({ url }) =>
    url.pathname === "/1" ? { status: 302, headers: [["Location", "/2"]] } : { status: 200 },
  );
  const init = { mode: "no-cors", redirect: "manual", keepalive: true } as const;
  const response = await page.fetch(`${APP}/1`, init);
  expect(response.type).toBe("opaqueredirect");
  await expect.poll(() => server.lines).toEqual([`GET ${APP}/1`, `GET ${APP}/2`]);
});

test("the body at the end of where a page does not want to be led is given back", async () => {
  const cancel = vi.fn<(path: string) => void>();
  const transport: Transport = {
    send: ({ url }) =>
      Promise.resolve({
        status: url.pathname === "/1" ? 302 : 200,
        statusText: "",
        headers: url.pathname === "/1" ? [["Location", "/2"]] : [],
        body: {
          async *[Symbol.asyncIterator]() {},
          cancel: () => cancel(url.pathname),
        },
      }),
  };
  const page = new Browser({ engine: "chromium", transport }).open(APP);
  const init = { mode: "no-cors", redirect: "manual", keepalive: true } as const;
  await page.fetch(`${APP}/1`, init);
  await vi.waitFor(() => expect(cancel).toHaveBeenCalledWith("/2"));
});

// NB: Vitest fails where a rejection is left to nobody.
test("what goes wrong where a page does not want to be led is no rejection", async () => {
  const asked: string[] = [];
  const cookies: CookieStore = {
    isEmpty: false,
    get({ pathname }) {
      asked.push(pathname);
      return pathname === "/1" ? Promise.resolve(null) : Promise.reject(new Error("no disk"));
    },
    set: () => Promise.resolve(),
  };
  const transport = new RecordingServer(() => ({ status: 302, headers: [["Location", "/2"]] }));
  const page = new Browser({ engine: "chromium", transport, cookies }).open(APP);
  const init = { mode: "no-cors", redirect: "manual", keepalive: true } as const;
  await page.fetch(`${APP}/1`, { ...init, credentials: "include" });
  await vi.waitFor(() => expect(asked).toContain("/2"));
});

test("a module is loaded once, whatever asks for it and with what credentials", async () => {
  const { page, server } = open(() => ({
    headers: [
      grant(),
      ["Access-Control-Allow-Credentials", "true"],
      ["Content-Type", "text/javascript"],
    ],
    body: "export default 1",
  }));
  await page.load("module", API, { crossorigin: "use-credentials" });
  expect(await page.load("import", API)).toMatchObject({ result: "fulfilled", failure: null });
  expect(await page.load("module", API)).toMatchObject({ result: "load" });
  expect(server.lines).toHaveLength(1);
});

test("a range of what is stored whole is asked about from its first byte to its last", async () => {
  const { page, server } = open(() => ({
    headers: [
      ["ETag", '"1"'],
      ["Cache-Control", "no-cache"],
      ["Content-Length", "8"],
    ],
    body: "answer 1",
  }));
  await page.fetch(`${APP}/1`).then((response) => response.text());
  await page.fetch(`${APP}/1`, { headers: { Range: "bytes=-3" } });
  expect(server.sent[1]![1]).toMatchObject({ range: "bytes=5-7", "if-none-match": '"1"' });
});

test("a write waits for what is being fetched from its address", async () => {
  const { page, server } = open(() => ({ headers: [["Cache-Control", "no-store"]], body: "x" }));
  const lines = page.fetch(`${APP}/1`);
  const others = [page.fetch(`${APP}/1`), page.fetch(`${APP}/1`, { method: "DELETE" })];
  await Promise.all([lines, ...others]);
  expect(server.lines.map((line) => line.split(" ")[0])).toEqual(["GET", "GET", "DELETE"]);
});
