import { type Case, loopbackNames, type OriginName, type PageName } from "../case.ts";
import type { Driver } from "../drivers/driver.ts";
import type { CaseServer } from "../server/case-server.ts";
import { type ConstantHeaders, constantHeaders } from "./wire.ts";

const isSecure = (page: PageName): boolean => /^(?:upgrading [su]|[stmou])$| in [tmou]$/.test(page);

/** Learns which header values this browser sends with everything. */
export async function probe(
  driver: Driver,
  server: CaseServer,
  page: PageName,
  names: readonly OriginName[] = loopbackNames,
): Promise<ConstantHeaders> {
  const one: Case = {
    id: "probe",
    dimension: "probe",
    title: "a simple request",
    page,
    // To one of its own kind first, because a secure page may be kept from others; then to every
    // origin, with and without credentials, which opens the connections there can be.
    steps: [
      { api: "fetch", url: isSecure(page) ? "{t/}1" : "{b/}1" },
      ...(["omit", "include"] as const).map((credentials) => ({
        together: names.map(
          (name) => ({ api: "fetch", url: `{${name}/}1`, mode: "no-cors", credentials }) as const,
        ),
      })),
    ],
    replies: { "": [{ status: 200, headers: ["Access-Control-Allow-Origin: *"] }] },
  };
  server.begin(one);
  const json = JSON.stringify;
  await driver.evaluate(`crosswalkLab([${json(one)}], ${json(server.origins)}, 1)`);
  const [message] = server.finish(one.id);
  if (message === undefined) throw new Error(`page ${page} sends nothing`);
  return constantHeaders(message);
}
