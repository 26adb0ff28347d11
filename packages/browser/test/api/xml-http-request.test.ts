import { PageXmlHttpRequest } from "@crosswalk/browser";
import { describe, expect, it, test } from "vitest";
import {
  type Answer,
  API,
  APP,
  ended,
  get,
  GRANT,
  open,
  record,
  turn,
} from "./xml-http-request-kit.ts";

const answering = (answer: Answer = {}) => open(() => answer);

const nameOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof DOMException ? error.name : String(error);
  }
  return "nothing thrown";
};

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

// https://xhr.spec.whatwg.org/#the-send()-method
describe("send", () => {
  it("throws unless opened, and the second time", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    expect(nameOf(() => xhr.send())).toBe("InvalidStateError");
    xhr.open("GET", "/");
    xhr.send();
    expect(nameOf(() => xhr.send())).toBe("InvalidStateError");
  });

  it("fires its events in order, with what has come of how much", async () => {
    const { page } = answering({ headers: [GRANT, ["Content-Length", "7"]] });
    const xhr = new page.XMLHttpRequest();
    const events = record(xhr);
    xhr.open("GET", `${API}/`);
    xhr.send();
    expect(events).toEqual(["1", "loadstart 0/0"]);
    await ended(xhr);
    expect(events.slice(2)).toEqual([
      "2",
      "3",
      "progress 7/7",
      "progress 7/7",
      "4",
      "load 7/7",
      "loadend 7/7",
    ]);
  });

  it("tells no total where there is no length", async () => {
    const { page } = answering({ headers: [GRANT] });
    const xhr = await get(page, `${API}/`, (one) => record(one));
    let computable: boolean | null = null;
    xhr.onload = (event: ProgressEvent) => (computable = event.lengthComputable);
    xhr.open("GET", `${API}/`);
    const end = ended(xhr);
    xhr.send();
    await end;
    expect(computable).toBe(false);
  });

  it("reports chunks as they come, at most every 50 ms, and lets their text be read", async () => {
    const { page, clock } = answering({ chunks: ["a", 20, "b", 40, "c", 10, "d"] });
    const xhr = new page.XMLHttpRequest();
    const texts: string[] = [];
    xhr.onprogress = () => texts.push(xhr.responseText);
    xhr.open("GET", `${API}/`);
    xhr.send();
    for (const time of [20, 40, 10]) {
      await turn();
      clock.advance(time);
    }
    await turn();
    // "a" at once, "b" too soon, "c" after 60 ms, "d" with the end.
    expect(texts).toEqual(["a", "abc", "abcd"]);
  });

  it("ends in a network error when the body breaks off", async () => {
    const { page } = answering({ chunks: ["a", new Error("reset")] });
    const xhr = new page.XMLHttpRequest();
    const events = record(xhr);
    xhr.open("GET", `${API}/`);
    const end = ended(xhr);
    xhr.send();
    await end;
    expect(events.slice(2)).toEqual(["2", "3", "progress 1/0", "4", "error 0/0", "loadend 0/0"]);
    expect([xhr.status, xhr.responseText, xhr.responseURL, xhr.getAllResponseHeaders()]).toEqual([
      0,
      "",
      "",
      "",
    ]);
    expect(xhr.cause?.code).toBe("TransportFailed");
  });

  it("looks the same for what CORS forbids and for what the network fails, but for its cause", async () => {
    const outcomes: unknown[] = [];
    const causes: unknown[] = [];
    for (const answer of [{ headers: [] }, new Error("refused")]) {
      const { page } = open(() => answer);
      const xhr = new page.XMLHttpRequest();
      const events = record(xhr);
      xhr.open("GET", `${API}/`);
      const end = ended(xhr);
      xhr.send();
      await end;
      outcomes.push([
        events,
        xhr.status,
        xhr.statusText,
        xhr.responseText,
        xhr.getAllResponseHeaders(),
      ]);
      causes.push(xhr.cause?.code);
    }
    expect(outcomes[0]).toEqual([
      ["1", "loadstart 0/0", "4", "error 0/0", "loadend 0/0"],
      0,
      "",
      "",
      "",
    ]);
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(causes).toEqual(["MissingAllowOriginHeader", "TransportFailed"]);
  });

  it("sends no body with GET", async () => {
    const { page, requests } = answering();
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.send("CHICKEN");
    await ended(xhr);
    expect(requests[0]?.body).toBeNull();
  });

  // Recorded of WebKitGTK 2.50: `bodies-113`.
  test.each([
    ["standard", undefined],
    ["webkit", "application/x-www-form-urlencoded;charset=UTF-8"],
  ] as const)(
    "names, in %s, the type of parameters that GET doesn't send: %s",
    async (engine, type) => {
      const { page, requests } = open(() => ({}), engine);
      const xhr = new page.XMLHttpRequest();
      xhr.open("GET", "/");
      xhr.send(new URLSearchParams("a=1"));
      await ended(xhr);
      expect(
        requests[0]?.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1],
      ).toBe(type);
      expect(requests[0]?.body).toBeNull();
    },
  );

  test.each([
    ["text", "a", null, "text/plain;charset=UTF-8"],
    [
      "search parameters",
      new URLSearchParams("a=1"),
      null,
      "application/x-www-form-urlencoded;charset=UTF-8",
    ],
    ["a Blob of a type", new Blob(["a"], { type: "a/b" }), null, "a/b"],
    ["a Blob without", new Blob(["a"]), null, undefined],
    ["bytes", new Uint8Array(1), null, undefined],
    [
      "text, its charset corrected",
      "a",
      "text/html;charset=latin1;x=y",
      "text/html;charset=UTF-8;x=y",
    ],
    ["text, its charset fine", "a", "text/html; charset=utf-8", "text/html; charset=utf-8"],
    ["text of no charset", "a", "application/json", "application/json"],
    ["text of no MIME type", "a", "chicken;charset=latin1", "chicken;charset=latin1"],
    ["bytes, their charset kept", new Uint8Array(1), "a/b;charset=latin1", "a/b;charset=latin1"],
    ["a stream, as a string", new ReadableStream(), null, "text/plain;charset=UTF-8"],
  ])("sets Content-Type for %s", async (_, body, given, sent) => {
    const { page, requests } = answering();
    const xhr = new page.XMLHttpRequest();
    xhr.open("POST", "/");
    if (given !== null) xhr.setRequestHeader("Content-Type", given);
    xhr.send(body);
    await ended(xhr);
    expect(requests[0]?.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1]).toBe(
      sent,
    );
  });
});

describe("withCredentials", () => {
  const credentialed = [
    ["Access-Control-Allow-Origin", APP],
    ["Access-Control-Allow-Credentials", "true"],
  ] as const;

  it("asks for a response that grants credentials", async () => {
    const include = (xhr: PageXmlHttpRequest): void => void (xhr.withCredentials = true);
    expect((await get(open(() => ({ headers: [GRANT] })).page, `${API}/`, include)).status).toBe(0);
    expect(
      (await get(open(() => ({ headers: credentialed })).page, `${API}/`, include)).status,
    ).toBe(200);
  });

  it("cannot be changed once sent", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.withCredentials = true;
    xhr.open("GET", "/");
    xhr.send();
    expect(nameOf(() => void (xhr.withCredentials = false))).toBe("InvalidStateError");
    expect(xhr.withCredentials).toBe(true);
  });
});

// https://xhr.spec.whatwg.org/#the-timeout-attribute
describe("timeout", () => {
  it("ends the request by the given clock", async () => {
    const { page, clock } = answering({ delay: 1000 });
    const xhr = new page.XMLHttpRequest();
    const events = record(xhr);
    xhr.open("GET", "/");
    xhr.timeout = 100;
    xhr.send();
    await turn();
    clock.advance(99);
    await turn();
    expect(events).toEqual(["1", "loadstart 0/0"]);
    clock.advance(1);
    expect(events.slice(2)).toEqual(["4", "timeout 0/0", "loadend 0/0"]);
    clock.advance(1000);
    await turn();
    expect(events).toHaveLength(5);
  });

  it("counts from the start when it is set on the way", async () => {
    const { page, clock } = answering({ delay: 1000 });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.send();
    await turn();
    clock.advance(90);
    xhr.timeout = 100;
    const events = record(xhr);
    clock.advance(10);
    expect(events).toEqual(["4", "timeout 0/0", "loadend 0/0"]);
  });

  it("is called off by 0", async () => {
    const { page, clock } = answering({ delay: 1000 });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.timeout = 100;
    xhr.send();
    await turn();
    xhr.timeout = 0;
    const events = record(xhr);
    clock.advance(500);
    await turn();
    expect(events).toEqual([]);
  });

  it("holds for the body too", async () => {
    const { page, clock } = answering({ chunks: ["a", 1000, "b"] });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.timeout = 100;
    xhr.send();
    await turn();
    expect(xhr.responseText).toBe("a");
    const events = record(xhr);
    clock.advance(100);
    expect(events).toEqual(["4", "timeout 0/0", "loadend 0/0"]);
    expect(xhr.responseText).toBe("");
  });
});

// https://xhr.spec.whatwg.org/#the-abort()-method
describe("abort", () => {
  it("fires abort and loadend, then is unsent without an event", async () => {
    const { page } = answering({ delay: 1000 });
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/");
    xhr.send();
    await turn();
    const events = record(xhr);
    xhr.abort();
    expect(events).toEqual(["4", "abort 0/0", "loadend 0/0"]);
    expect(xhr.readyState).toBe(0);
  });

  it("says nothing of a request that was never sent", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.open("GET", "/");
    const events = record(xhr);
    xhr.abort();
    expect(events).toEqual([]);
    expect(xhr.readyState).toBe(1);
  });

  it("takes the response away once it is there", async () => {
    const xhr = await get(answering().page);
    xhr.abort();
    expect([xhr.readyState, xhr.status, xhr.responseText]).toEqual([0, 0, ""]);
  });

  test.each([
    [2, ["2", "4", "abort 0/0", "loadend 0/0"]],
    [3, ["2", "3", "4", "abort 0/0", "loadend 0/0"]],
  ])("stops everything at readyState %i", async (state, expected) => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.open("GET", `${API}/`);
    const events = record(xhr);
    xhr.onreadystatechange = () => {
      if (xhr.readyState === state) xhr.abort();
    };
    xhr.send();
    await turn();
    expect(events.slice(1)).toEqual(expected);
  });

  it("keeps what loadstart aborts from being sent", async () => {
    const { page, requests } = answering();
    const xhr = new page.XMLHttpRequest();
    xhr.onloadstart = () => xhr.abort();
    xhr.open("GET", "/");
    xhr.send();
    await turn();
    expect(requests).toEqual([]);
  });
});

describe("a synchronous request", () => {
  it("cannot wait for its answer, and says so", () => {
    const { page, requests } = answering();
    const xhr = new page.XMLHttpRequest();
    xhr.open("GET", "/", false);
    expect(() => xhr.send()).toThrow(/synchronous/);
    expect(xhr.readyState).toBe(4);
    expect(requests).toEqual([]);
    xhr.open("GET", "/", false);
    expect(nameOf(() => xhr.send())).toBe("NetworkError");
  });

  it("has neither timeout nor responseType", () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    xhr.open("GET", "/", false);
    expect(nameOf(() => void (xhr.timeout = 1))).toBe("InvalidAccessError");
    expect(nameOf(() => void (xhr.responseType = "json"))).toBe("InvalidAccessError");
    const other = new (answering().page.XMLHttpRequest)();
    other.responseType = "json";
    expect(nameOf(() => other.open("GET", "/", false))).toBe("InvalidAccessError");
  });

  it("does its work where that is awaited, firing no progress", async () => {
    const xhr = new (answering().page.XMLHttpRequest)();
    const events = record(xhr);
    xhr.open("GET", `${API}/`, false);
    await PageXmlHttpRequest.sendSynchronously(xhr);
    expect(events).toEqual(["1", "4", "load 7/0", "loadend 7/0"]);
    expect(xhr.responseText).toBe("CHICKEN");
  });

  it("rejects with a NetworkError and fires nothing where that fails", async () => {
    const xhr = new (answering({ headers: [] }).page.XMLHttpRequest)();
    xhr.open("GET", `${API}/`, false);
    const events = record(xhr);
    await expect(PageXmlHttpRequest.sendSynchronously(xhr)).rejects.toMatchObject({
      name: "NetworkError",
    });
    expect(events).toEqual([]);
  });
});

describe("a request that a script begins once the last one is done, before anything else", () => {
  const listen = (answer: () => Answer | Error, anew: (xhr: PageXmlHttpRequest) => void) => {
    const { page } = open(answer);
    const xhr = new page.XMLHttpRequest();
    const events: string[] = [];
    xhr.onreadystatechange = () => {
      if (xhr.readyState !== 4) return;
      xhr.onreadystatechange = null;
      queueMicrotask(() => anew(xhr));
    };
    for (const type of ["load", "error", "loadend"])
      xhr.addEventListener(type, () =>
        events.push(`${type} of ${xhr.responseURL} in state ${xhr.readyState}`),
      );
    xhr.open("GET", "/4");
    xhr.send();
    return events;
  };

  it("alone is told of, after an answer", async () => {
    const events = listen(
      () => ({}),
      (xhr) => {
        xhr.open("GET", "/5");
        xhr.send();
      },
    );
    await turn();
    expect(events).toEqual([`load of ${APP}/5 in state 4`, `loadend of ${APP}/5 in state 4`]);
  });

  it("alone is told of, after a failure", async () => {
    const answers = [new Error("reset"), {}];
    const events = listen(
      () => answers.shift()!,
      (xhr) => {
        xhr.open("GET", "/5");
        xhr.send();
      },
    );
    await turn();
    expect(events).toEqual([`load of ${APP}/5 in state 4`, `loadend of ${APP}/5 in state 4`]);
  });

  it("is not there if it aborts what is done: nothing more is told", async () => {
    const events = listen(
      () => ({}),
      (xhr) => xhr.abort(),
    );
    await turn();
    expect(events).toEqual([]);
  });
});
