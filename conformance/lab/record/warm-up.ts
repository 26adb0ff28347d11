import { type Case, loopbackNames, type OriginName, type PageName } from "../case.ts";
import type { Driver } from "../drivers/driver.ts";
import type { CaseServer } from "../server/case-server.ts";

// The second round is asked about again, the third is not.
const MOST_ROUNDS = 6;

/**
 * Sends each origin what needs a preflight, until none is asked about anew. The first look into what is
 * kept for a host finds that the browser has no record of it for this page, makes one, and drops what
 * is kept because it is older: without this, that would befall whichever case comes first.
 */
export async function warmUp(
  driver: Driver,
  server: CaseServer,
  page: PageName,
  names: readonly OriginName[] = loopbackNames,
): Promise<void> {
  const one = warmUpCase(page, names);
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    server.begin(one);
    const json = JSON.stringify;
    await driver.evaluate(`crosswalkLab([${json(one)}], ${json(server.origins)}, 1)`);
    const seen = server.finish(one.id);
    if (seen.every(({ request }) => request.method !== "OPTIONS")) return;
  }
  throw new Error(`what page ${page} keeps of preflights does not last`);
}

/** To each origin by way of another, because a page's own is asked about only then. */
function warmUpCase(page: PageName, names: readonly OriginName[]): Case {
  const other = /^b(?: in |$)/.test(page) ? "a" : "b";
  const granted = [
    "Access-Control-Allow-Origin: *",
    "Access-Control-Allow-Methods: PUT",
    "Access-Control-Max-Age: 600",
    "Cache-Control: no-store",
  ];
  return {
    id: "warm-up",
    dimension: "probe",
    title: "preflighted requests to every origin",
    page,
    steps: names.map((name) => ({
      api: "fetch",
      url: `{${other}/}${name}`,
      method: "PUT",
      credentials: "omit",
    })),
    replies: {
      preflight: [{ status: 204, headers: granted }],
      ...Object.fromEntries(
        names.map((name) => [
          name,
          [{ status: 307, headers: [...granted, `Location: {${name}/}end`] }],
        ]),
      ),
      end: [{ status: 200, headers: granted }],
    },
  };
}
