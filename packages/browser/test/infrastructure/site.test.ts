import { getDomain } from "tldts";
import { expect, test } from "vitest";
import { siteOf } from "../../src/infrastructure/site.ts";

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
  "app.example.",
  "a.app.example.",
  "a.localhost.",
  "xn--fiqs8s",
  "a.b.xn--fiqs8s",
  "a_b.example.com",
])("the site of %s is what the public suffix list says of it", (host) => {
  const domain = getDomain(host, { allowPrivateDomains: true });
  expect(siteOf(`https://${host}:8443`)).toBe(`https://${domain ?? host}`);
});
