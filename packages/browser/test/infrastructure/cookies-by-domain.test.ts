import { Cookie } from "tough-cookie";
import { expect, it, vi } from "vitest";
import { CookieShelf } from "../../src/infrastructure/cookie-shelf.ts";
import { CookiesByDomain } from "../../src/infrastructure/cookies-by-domain.ts";
import { ManualClock } from "../../src/infrastructure/clock.ts";
import { siteOf } from "../../src/infrastructure/site.ts";

vi.mock(import("../../src/infrastructure/site.ts"), { spy: true });

const cookie = new Cookie();

it("knows the domains of a site, and an address with brackets or without", () => {
  const cookies = new CookiesByDomain("counted");
  const domains = ["a.test", "b.a.test", "b.test", "2001:db8::1", "2001:db8::2"];
  for (const domain of domains) cookies.set(domain, "key", cookie);
  expect(cookies.domainsOfSiteOf("a.test")).toEqual(["a.test", "b.a.test"]);
  expect(cookies.domainsOfSiteOf("b.test")).toEqual(["b.test"]);
  expect(cookies.domainsOfSiteOf("2001:db8::1")).toEqual(["[2001:db8::1]"]);
  expect(cookies.of("[2001:db8::2]")).toBe(cookies.of("2001:db8::2"));
});

it("forgets a domain with its last cookie", () => {
  const cookies = new CookiesByDomain("counted");
  for (const domain of ["a.test", "b.a.test"])
    for (const key of ["one", "two"]) cookies.set(domain, key, cookie);
  cookies.delete("a.test", "one");
  expect(cookies.domains).toEqual(["a.test", "b.a.test"]);
  cookies.delete("a.test", "two");
  cookies.delete("a.test", "two");
  expect(cookies.domains).toEqual(["b.a.test"]);
  expect(cookies.of("a.test")).toBeUndefined();
  expect(cookies.domainsOfSiteOf("b.a.test")).toEqual(["b.a.test"]);
});

it("asks for no domain's site but a new one's, however many there are", () => {
  const shelf = new CookieShelf(new ManualClock(0), {
    time: "milliseconds",
    newValue: "is-new",
    perSite: { most: 3, left: 2, setAgain: "is-younger" },
  });
  const put = (domain: string, key: string) =>
    void shelf.putCookie(new Cookie({ key, domain, path: "/", hostOnly: true }));
  for (let index = 0; index < 50; index++) put(`${index}.test`, "a");
  vi.mocked(siteOf).mockClear();
  for (let index = 0; index < 20; index++) put("0.test", `${index}`);
  expect(siteOf).not.toHaveBeenCalled();
  put("new.test", "a");
  expect(siteOf).toHaveBeenCalledTimes(1);
});
