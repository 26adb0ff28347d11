import type { PageName, Reply, ScriptRequest } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { everyone, granted } from "./granted.ts";
import { asXhr, get, put, reply, situation, type Situation } from "./situation.ts";

/** Pages that came with `upgrade-insecure-requests`, and what they write with http:. */
export function* upgradeSituations(browser: DriverName): Generator<Situation> {
  // WebKit knows no names.
  const pages: readonly PageName[] =
    browser === "webkit"
      ? ["upgrading a", "upgrading s"]
      : ["upgrading a", "upgrading s", "upgrading u"];
  const targets = browser === "webkit" ? ["s", "t"] : ["s", "t", "u"];
  for (const page of pages)
    for (const target of targets) {
      const own = page.endsWith(target);
      // What comes of it there differs from time to time.
      if (browser === "firefox" && page === "upgrading a" && target === "s") continue;
      for (const request of requests) {
        const title = `${request.method ?? "GET"} ${request.mode ?? request.api}`;
        const replies = repliesFor(request);
        const url = `{plain:${target}/}1`;
        // AD-HOC: Firefox asks for what is of a secure page's own origin as of another's.
        if (!(own && browser === "firefox" && request.mode !== "same-origin"))
          yield situation(`${title} of ${url} on ${page}`, { ...request, url }, { page, replies });
        // AD-HOC: and refers by what a redirect has left of the page's address, or all of it.
        if (request.mode === "same-origin" || (own && browser === "firefox")) continue;
        for (const first of new Set(["t", target]))
          yield situation(
            `${title} led by ${first} to ${url} on ${page}`,
            { ...request, url: `{${first}/}0` },
            {
              page,
              replies: { ...replies, "0": [reply(302, ...everyone, `Location: ${url}`)] },
            },
          );
      }
    }
}

const requests: readonly ScriptRequest[] = [
  get(),
  put(),
  asXhr(get()),
  get({ mode: "same-origin" }),
  get({ mode: "no-cors" }),
  { api: "script", url: "" },
];

function repliesFor({ api }: ScriptRequest): Readonly<Record<string, readonly Reply[]>> {
  if (api !== "script") return granted;
  const headers = [...everyone, "Cache-Control: no-store", "Content-Type: text/javascript"];
  return { "": [{ status: 200, headers, asset: "script" }] };
}
