import { getDomain } from "tldts";
import { expect, test } from "vitest";
import { isSameSite, siteOf } from "../../src/infrastructure/site.ts";

test.each([
  "localhost",
  "a.localhost",
  "a.b.localhost",
  "app.example",
  "deep.app.example",
  "x.y.z.test",
  "127.0.0.1",
  "0.0.0.1",
  "[::1]",
  "[::ffff:7f00:1]",
  "com",
  "co.uk",
  "example.co.uk",
  "www.example.co.uk",
  "github.io",
  "chicken.github.io",
  "a.chicken.github.io",
  "foo.ck",
  "www.ck",
  "a.www.ck",
  "city.kawasaki.jp",
  "a.city.kawasaki.jp",
  "chicken.kawasaki.jp",
  "xn--fiqs8s",
  "a.b.xn--fiqs8s",
  "a_b.example.com",
])("the site of %s is what the public suffix list says of it", (host) => {
  const domain = getDomain(host, { allowPrivateDomains: true });
  expect(siteOf(`https://${host}:8443`)).toBe(`https://${domain ?? host}`);
});

// https://url.spec.whatwg.org/#host-registrable-domain; seen in Firefox ESR 153.7 in `Sec-Fetch-Site`.
test.each(["https://app.example", "https://a.app.example", "https://a.localhost"])(
  "%s is of another site with a dot at its end",
  (origin) => {
    expect(isSameSite(origin, `${origin}.`)).toBe(false);
    expect(isSameSite(`${origin}.`, `${origin}.:8443`)).toBe(true);
  },
);

test("a host may end in any number of dots", () => {
  expect(siteOf("http://www.app.example.")).toBe("http://app.example.");
  expect(() => siteOf(`http://app.example${".".repeat(20_000)}`)).not.toThrow();
});
