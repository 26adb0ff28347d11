import {
  Browser,
  engineNamed,
  type EngineName,
  handlerTransport,
  JarCookieStore,
  ManualClock,
} from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];
const URL_OF_APP = "https://app.example/";

/** A page that is logged in by these lines, and what it sends. */
const open = (engine: EngineName, ...lines: readonly string[]) =>
  // WebKit looks at whole seconds, the last one included.
  openAt(Math.floor(Date.now() / 1_000) * 1_000, engine, ...lines);

/** The same at another time. */
function openAt(startsAt: number, engine: EngineName, ...lines: readonly string[]) {
  const sent: (string | null)[] = [];
  const transport = handlerTransport((request) => {
    sent.push(request.headers.get("cookie"));
    const headers = new Headers();
    if (sent.length === 1) for (const line of lines) headers.append("Set-Cookie", line);
    return new Response("ok", { headers });
  });
  const clock = new ManualClock(startsAt);
  const cookies = new JarCookieStore(engineNamed(engine).cookies, clock);
  const page = new Browser({ engine, transport, clock, cookies }).open(URL_OF_APP);
  return {
    sent,
    clock,
    ask: () => page.fetch("/"),
    jar: cookies.jar(),
  };
}

describe.each(engines)("the jar of the browser's cookies in %s", (engine) => {
  it("shows what the browser sends, and clears it", async () => {
    const { sent, ask, jar } = open(engine, "sid=1; Domain=app.example", "sid=2", "theme=dark");
    await ask();
    await ask();
    expect(jar.getCookieStringSync(URL_OF_APP)).toBe(sent[1]);
    expect(sent[1]).toBe("sid=1; sid=2; theme=dark");
    expect(jar.serializeSync()!.cookies).toHaveLength(3);
    jar.removeAllCookiesSync();
    await ask();
    expect([sent[2], jar.getCookiesSync(URL_OF_APP)]).toEqual([null, []]);
  });

  it("shows what the browser sends whose clock is behind the system's", async () => {
    const year = 365 * 24 * 3_600_000;
    const startsAt = Date.now() - year;
    const expires = new Date(startsAt + 60_000).toUTCString();
    const { sent, ask, jar } = openAt(startsAt, engine, `sid=1; Expires=${expires}`);
    await ask();
    expect(jar.getCookieStringSync(URL_OF_APP)).toBe("sid=1");
    expect(await jar.getCookies(URL_OF_APP)).toHaveLength(1);
    await ask();
    expect(sent[1]).toBe("sid=1");
  });

  it("takes a cookie in the place of one of its kind, which keeps its turn but in Chromium", async () => {
    const { sent, ask, jar } = open(engine, "a=1; Domain=app.example", "b=2");
    await ask();
    jar.setCookieSync("a=3", URL_OF_APP);
    jar.setCookieSync("a=4; Domain=app.example", URL_OF_APP);
    await ask();
    expect(sent[1]).toBe(engine === "chromium" ? "b=2; a=3; a=4" : "a=4; b=2; a=3");
  });

  it.each([
    [900, "m=1"],
    [2_100, null],
  ])("keeps a cookie of a second that a test puts there: after %d ms", async (wait, expected) => {
    const { sent, clock, ask, jar } = open(engine);
    jar.setCookieSync("m=1; Max-Age=1", URL_OF_APP);
    await ask();
    clock.advance(wait);
    await ask();
    expect(sent).toEqual(["m=1", expected]);
  });
});

it("a script can't take the place of a cookie that it can't see", () => {
  const { jar } = open("chromium");
  jar.setCookieSync("sid=1; HttpOnly", URL_OF_APP);
  expect(() => jar.setCookieSync("sid=2", URL_OF_APP, { http: false })).toThrow("HttpOnly");
  expect(jar.getCookieStringSync(URL_OF_APP)).toBe("sid=1");
});
