import { engineNamed } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { determineReferrer } from "../../src/fetching/determine-referrer.ts";
import type { FetchRequest } from "../../src/infrastructure/fetch-request.ts";
import { unresolvableUrl } from "../../src/infrastructure/unresolvable-url.ts";
import { withoutCredentials } from "../../src/infrastructure/url.ts";

const base = new URL("https://app.example/");

// Of these hosts the platform's URL makes nothing, and so no copy.
const hosts = ["a%20b", "xn--a", "host.invalid.xn--a"];

it.each(hosts)("a URL of %s is copied without its credentials, and stays as it was", (host) => {
  const url = unresolvableUrl(`http://host.invalid:p@${host}:81/host.invalid?q#f`, base)!;
  expect(withoutCredentials(url).href).toBe(`http://${host}:81/host.invalid?q#f`);
  expect(url.href).toBe(`http://host.invalid:p@${host}:81/host.invalid?q#f`);
});

it.each(hosts)(
  "a URL of %s refers without its credentials and fragment, or by its origin",
  (host) => {
    const url = unresolvableUrl(`http://u:p@${host}/host.invalid?q#f`, base)!;
    const referrerTo = (to: URL): string => {
      const request = {
        client: { isSrcdoc: false },
        referrer: url,
        referrerPolicy: "",
        urlList: [to],
        heldReferrer: null,
      };
      const referrer = determineReferrer(
        request as unknown as FetchRequest,
        engineNamed("chromium"),
      );
      return String(referrer);
    };
    expect(referrerTo(unresolvableUrl(`http://${host}/x`, base)!)).toBe(
      `http://${host}/host.invalid?q`,
    );
    expect(referrerTo(new URL("http://api.example/"))).toBe(`http://${host}/`);
  },
);
