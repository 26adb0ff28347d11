import { ALLOW_CREDENTIALS, allowMethods, reply, situation, type Situation } from "./situation.ts";

const grants: readonly (readonly string[])[] = [
  ["Access-Control-Allow-Origin: *", ALLOW_CREDENTIALS],
  ["Access-Control-Allow-Origin: *"],
  ["Access-Control-Allow-Origin: {a}"],
  ["Access-Control-Allow-Origin: {b}"],
  ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Origin: *"],
  [],
];

/** Of what is kept alive the page's console is told nothing, whyever it fails; of beacons it is. */
export function* firefoxKeptAliveSituations(): Generator<Situation> {
  for (const grant of grants) {
    const replies = {
      preflight: [
        reply(204, ...grant, allowMethods("PUT"), "Access-Control-Allow-Headers: content-type"),
      ],
      "": [reply(200, ...grant)],
    };
    const told = grant.join(", ") || "nothing";
    const request = { api: "fetch", url: "{b/}1", credentials: "include" } as const;
    for (const method of ["GET", "PUT"])
      yield situation(
        `${method} kept alive, ${told}`,
        { ...request, method, keepalive: true },
        { replies },
      );
    yield situation(
      `beacon, ${told}`,
      { api: "beacon", url: "{b/}1", body: { kind: "blob", type: "text/x" } },
      { replies },
    );
  }
}
