import type { Situation } from "../situation.ts";
import { scripted } from "./script.ts";

const LIMIT = 65_536;

const sent = (name: string, url: string, init: string): string =>
  `const ${name} = attempt("${name}", async () => (await fetch("${url}", { ${init} })).text());`;

/** What is kept alive has little room, and all of it together has no more. */
export function* fetchOptionSituations(): Generator<Situation> {
  const kinds: readonly (readonly [name: string, value: (size: number) => string])[] = [
    ["text", (size) => `"x".repeat(${size})`],
    ["a Blob", (size) => `new Blob(["x".repeat(${size})])`],
    ["an ArrayBuffer", (size) => `new ArrayBuffer(${size})`],
  ];
  for (const [name, value] of kinds)
    for (const size of [LIMIT - 1, LIMIT, LIMIT + 1])
      for (const method of ["POST", "PUT"]) {
        const init = `method: "${method}", keepalive: true, body: ${value(size)}`;
        yield scripted(`${size} bytes of ${name} kept alive by ${method}`, [
          sent("one", "{b/}1", init),
          "await one;",
        ]);
        yield scripted(`${size} bytes of ${name} kept alive by ${method}, then three more`, [
          sent("one", "{b/}1", init),
          sent("other", "{b/}2", `method: "POST", keepalive: true, body: "xyz"`),
          "await one; await other;",
          sent("later", "{b/}3", `method: "POST", keepalive: true, body: "xyz"`),
          "await later;",
        ]);
      }
  const inits = [
    `priority: "high"`,
    `priority: "low"`,
    `priority: "auto"`,
    `priority: "chicken"`,
    `duplex: "half"`,
    `duplex: "full"`,
    `method: "POST", body: "xyz", duplex: "half"`,
    `method: "POST", body: new Blob(["xyz"]).stream(), duplex: "half"`,
    `method: "POST", body: new Blob(["xyz"]).stream()`,
    `method: "POST", mode: "no-cors", body: new Blob(["xyz"]).stream(), duplex: "half"`,
    `method: "POST", keepalive: true, body: new Blob(["xyz"]).stream(), duplex: "half"`,
    `window: null`,
    `window: "chicken"`,
    `keepalive: "chicken"`,
    `keepalive: 0`,
    `credentials: undefined, mode: undefined, method: undefined, body: undefined, headers: undefined`,
    `method: null`,
    `body: null`,
    `headers: null`,
    `mode: null`,
    `integrity: null`,
    `referrer: null`,
    `signal: null`,
    `mode: { toString: () => "no-cors" }`,
    `method: { toString: () => "PUT" }`,
    `chicken: 1`,
  ];
  for (const init of inits)
    for (const url of ["{a/}1", "{b/}1"])
      yield scripted(`${url} with ${init}`, [
        `await attempt("sent", async () => {
          const response = await fetch("${url}", { ${init} });
          noteResponse("response", response);
          return response.text();
        });`,
      ]);
}
