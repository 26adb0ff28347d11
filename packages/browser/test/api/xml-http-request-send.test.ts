import type { PageXmlHttpRequest } from "@crosswalk/browser";
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
import { answering, nameOf } from "./xml-http-request-kit.ts";

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

  it.each([
    ["load", [{}, {}]],
    ["error", [new Error("reset"), {}]],
  ])("is told of behind the end of the last one, which goes on by %s", async (end, answers) => {
    const events = listen(
      () => answers.shift()!,
      (xhr) => {
        xhr.open("GET", "/5");
        xhr.send();
      },
    );
    await turn();
    const types = events.map((event) => event.split(" ", 1)[0]);
    expect(types).toEqual([end, "loadend", "load", "loadend"]);
    expect(events.at(-1)).toBe(`loadend of ${APP}/5 in state 4`);
  });

  // https://xhr.spec.whatwg.org/#handle-response-end-of-file asks for no state between its events.
  it("is not there if it aborts what is done: the end is told all the same", async () => {
    const events = listen(
      () => ({}),
      (xhr) => xhr.abort(),
    );
    await turn();
    expect(events).toEqual(["load of  in state 0", "loadend of  in state 0"]);
  });
});
