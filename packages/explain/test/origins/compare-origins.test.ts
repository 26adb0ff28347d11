import { describe, expect, it, test } from "vitest";
import { compareOrigins } from "../../src/index.ts";

interface Situation {
  readonly urls: readonly [string, string];
  readonly sameOrigin: boolean;
  readonly sameSite: boolean;
  readonly differing: readonly string[];
}

const situations: readonly Situation[] = [
  // https://html.spec.whatwg.org/#same-origin and #same-site
  {
    urls: ["https://example.com/a", "https://example.com:443/b?c#d"],
    sameOrigin: true,
    sameSite: true,
    differing: [],
  },
  {
    urls: ["https://EXAMPLE.com", "https://example.com"],
    sameOrigin: true,
    sameSite: true,
    differing: [],
  },
  {
    urls: ["https://example.com", "http://example.com"],
    sameOrigin: false,
    sameSite: false,
    differing: ["scheme", "port"],
  },
  {
    urls: ["https://app.example.com", "https://api.example.com"],
    sameOrigin: false,
    sameSite: true,
    differing: ["host"],
  },
  {
    urls: ["https://example.com", "https://example.com:8443"],
    sameOrigin: false,
    sameSite: true,
    differing: ["port"],
  },
  {
    urls: ["http://localhost:3000", "http://127.0.0.1:3000"],
    sameOrigin: false,
    sameSite: false,
    differing: ["host"],
  },
  {
    urls: ["http://127.0.0.1:1", "http://127.0.0.1:2"],
    sameOrigin: false,
    sameSite: true,
    differing: ["port"],
  },
  {
    urls: ["https://a.github.io", "https://b.github.io"],
    sameOrigin: false,
    sameSite: false,
    differing: ["host"],
  },
  {
    urls: ["https://a.co.uk", "https://b.co.uk"],
    sameOrigin: false,
    sameSite: false,
    differing: ["host"],
  },
  {
    urls: ["https://bücher.example", "https://xn--bcher-kva.example"],
    sameOrigin: true,
    sameSite: true,
    differing: [],
  },
  {
    urls: ["blob:https://example.com/1", "https://example.com"],
    sameOrigin: true,
    sameSite: true,
    differing: [],
  },
  {
    urls: ["https://example.com.", "https://example.com"],
    sameOrigin: false,
    sameSite: false,
    differing: ["host"],
  },
];

describe("two URLs", () => {
  it.each(situations)("$urls.0 and $urls.1", ({ urls, sameOrigin, sameSite, differing }) => {
    const { isSameOrigin, isSameSite, parts, reasons } = compareOrigins(...urls);
    expect([isSameOrigin, isSameSite]).toEqual([sameOrigin, sameSite]);
    expect(parts.filter(({ isEqual }) => !isEqual).map(({ part }) => part)).toEqual(differing);
    expect(reasons.length > 0).toBe(!sameOrigin);
  });
});

test.each(["data:text/html,x", "file:///home/page.html", "about:blank"])(
  "%s has an opaque origin: the same as nothing, and sent as null",
  (url) => {
    const { isSameOrigin, isSameSite, origins, reasons } = compareOrigins(url, url);
    expect([isSameOrigin, isSameSite]).toEqual([false, false]);
    expect(origins[0].serialization).toBe("null");
    expect(reasons[0]).toContain("opaque");
  },
);

test.each([
  ["app.example.com", 'write "https://app.example.com"'],
  ["localhost:8080", 'write "https://localhost:8080"'],
  ["//app.example.com/x", 'write "https://app.example.com/x"'],
  ["https://", "is not a URL"],
  ["", "is not a URL"],
])("%j is refused with what to write instead", (given, words) => {
  expect(() => compareOrigins(given, "https://app.example.com")).toThrow(words);
});

test("names that a suffix parts are told apart by it", () => {
  const { reasons } = compareOrigins("https://a.github.io", "https://b.github.io");
  expect(reasons.at(-1)).toContain("github.io is a suffix under which anyone can register");
});

describe("a page of an application, under a scheme of its own", () => {
  it.each([
    ["chrome-extension://abcdefghijklmnop/popup.html", "chrome-extension://abcdefghijklmnop"],
    ["capacitor://localhost", "capacitor://localhost"],
    ["tauri://localhost/", "tauri://localhost"],
  ])("%s has an origin, and is sent as it", (url, serialization) => {
    const { origins, isSameOrigin } = compareOrigins(url, serialization);
    expect(isSameOrigin).toBe(true);
    expect(origins[0]).toMatchObject({ serialization, isOpaque: false });
    expect(compareOrigins(url, "https://api.example").reasons[0]).toMatch(/the schemes differ/);
  });

  it.each(["data:text/html,hen", "file:///home/hen.html", "about:blank", "mailto:hen@example.com"])(
    "%s has none",
    (url) => {
      expect(compareOrigins(url, "https://api.example").origins[0]).toMatchObject({
        serialization: "null",
        isOpaque: true,
      });
    },
  );
});
