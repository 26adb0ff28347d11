import { describe, expect, it, test } from "vitest";
import { API, APP, ended, get, GRANT, open, record, turn } from "./xml-http-request-kit.ts";
import { answering, nameOf } from "./xml-http-request-kit.ts";

// https://xhr.spec.whatwg.org/#the-open()-method
describe("open", () => {
  test.each([
    ["a method with a space", "G ET", "/", "SyntaxError"],
    ["no method", "", "/", "SyntaxError"],
    ["CONNECT", "CONNECT", "/", "SecurityError"],
    ["trace", "trace", "/", "SecurityError"],
    ["Track", "Track", "/", "SecurityError"],
    ["a URL that doesn't parse", "GET", "https://[/", "SyntaxError"],
  ])("throws for %s", (_, method, url, name) => {
    const xhr = new (answering().page.XMLHttpRequest)();
    expect(nameOf(() => xhr.open(method, url))).toBe(name);
    expect(xhr.readyState).toBe(0);
  });

  test.each([
    ["put", "PUT"],
    ["patch", "patch"],
    ["chicken", "chicken"],
  ])("sends %s as %s", async (given, sent) => {
    const { page, requests } = answering();
    const xhr = new page.XMLHttpRequest();
    xhr.open(given, "/");
    xhr.send();
    await ended(xhr);
    expect(requests[0]?.method).toBe(sent);
  });

  it("resolves its URL against the page's", async () => {
    const { page, requests } = answering();
    await get(page, "file?1#2");
    expect(requests[0]?.url.href.split("#")[0]).toBe(`${APP}/file?1`);
  });

  it("takes async undefined for false, and async left out for true", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.timeout = 1;
    expect(nameOf(() => xhr.open("GET", "/", undefined))).toBe("InvalidAccessError");
    expect(nameOf(() => xhr.open("GET", "/"))).toBe("nothing thrown");
  });

  it("fires readystatechange once, however often it is called", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    const events = record(xhr);
    xhr.open("GET", "/");
    xhr.open("GET", "/");
    expect(events).toEqual(["1"]);
  });

  it("ends what is under way without a word, and forgets its headers", async () => {
    const { page, requests, clock } = open(({ url }) =>
      url.pathname === "/1" ? { delay: 10 } : {},
    );
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/1");
    xhr.setRequestHeader("X-A", "1");
    xhr.send();
    await turn();
    const events = record(xhr);
    xhr.open("GET", "/2");
    clock.advance(10);
    await turn();
    expect(events).toEqual([]);
    const end = ended(xhr);
    xhr.send();
    await end;
    expect(events.filter((event) => event.startsWith("load "))).toHaveLength(1);
    expect(requests[1]?.headers.map(([name]) => name.toLowerCase())).not.toContain("x-a");
  });
});

// https://xhr.spec.whatwg.org/#the-setrequestheader()-method
describe("setRequestHeader", () => {
  const sent = async (headers: readonly (readonly [string, string])[]): Promise<string[]> => {
    const { page, requests } = answering();
    await get(page, "/", (xhr) =>
      headers.forEach(([name, value]) => xhr.setRequestHeader(name, value)),
    );
    return requests[0]!.headers
      .filter(([name]) => /^x-|^cookie|^host|^origin/i.test(name))
      .map((header) => header.join(": "));
  };

  it("combines the values of one name, whatever its case", async () => {
    expect(
      await sent([
        ["X-Test", "one"],
        ["x-test", "two"],
      ]),
    ).toEqual(["X-Test: one, two"]);
  });

  it("ignores forbidden headers without a word", async () => {
    const headers = [
      ["Cookie", "a=1"],
      ["Host", "evil"],
      ["Origin", "https://evil.example"],
      ["X-HTTP-Method", "TRACE"],
    ] as const;
    expect(await sent(headers)).toEqual([]);
  });

  it("trims values, and sends empty ones", async () => {
    expect(
      await sent([
        ["X-A", " \t1\n"],
        ["X-B", ""],
      ]),
    ).toEqual(["X-A: 1", "X-B: "]);
  });

  test.each([
    ["a name with a space", "X A", "1"],
    ["an empty name", "", "1"],
    ["a line break", "X-A", "1\r\nX-B: 2"],
    ["a null byte", "X-A", "1\0"],
  ])("throws a SyntaxError for %s", (_, name, value) => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.open("GET", "/");
    expect(nameOf(() => xhr.setRequestHeader(name, value))).toBe("SyntaxError");
  });

  it("throws before open and after send", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    expect(nameOf(() => xhr.setRequestHeader("X-A", "1"))).toBe("InvalidStateError");
    xhr.open("GET", "/");
    xhr.send();
    expect(nameOf(() => xhr.setRequestHeader("X-A", "1"))).toBe("InvalidStateError");
  });

  it("is asked about in a preflight", async () => {
    const { page, requests } = open(() => ({
      headers: [GRANT, ["Access-Control-Allow-Headers", "x-a"]],
    }));
    const xhr = await get(page, `${API}/`, (one) => one.setRequestHeader("X-A", "1"));
    expect(requests.map(({ method }) => method)).toEqual(["OPTIONS", "GET"]);
    expect(xhr.status).toBe(200);
  });
});
