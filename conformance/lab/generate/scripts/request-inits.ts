import type { Situation } from "../situation.ts";
import { answer, scripted } from "./script.ts";

/** What is said of a request's window, and what of whether it is kept alive. */
export function* requestInitSituations(): Generator<Situation> {
  for (const value of ["null", "undefined", "1", `""`, "{}"])
    for (const made of ["new Request", "fetch"])
      yield scripted(`${made} with the window ${value}`, [
        "try {",
        `  const made = await ${made}("{b/}1", { window: ${value} });`,
        `  note("made", Object.prototype.toString.call(made));`,
        `} catch (error) { note("thrown", error.name); }`,
      ]);
  for (const keepalive of [true, false])
    for (const [name, made] of [
      ["alone", "new Request(request)"],
      ["with nothing", "new Request(request, {})"],
      ["with a method", `new Request(request, { method: "POST" })`],
      ["kept alive", "new Request(request, { keepalive: true })"],
      ["let go", "new Request(request, { keepalive: false })"],
      ["as a clone", "request.clone()"],
    ] as const)
      yield scripted(`a Request ${keepalive ? "kept alive" : "let go"}, taken ${name}`, [
        `const request = new Request("{b/}1", { keepalive: ${keepalive} });`,
        `note("keepalive", (${made}).keepalive);`,
      ]);
  for (const url of ["{a/}1", "{b/}1"])
    for (const [name, init, reply] of [
      ["a body", "", {}],
      ["HEAD", `method: "HEAD"`, {}],
      ["204", "", { status: 204, body: "" }],
      ["an opaque redirect", `redirect: "manual"`, { status: 302, lines: ["Location: {c/}2"] }],
      ["an opaque response", `mode: "no-cors"`, {}],
    ] as const)
      yield scripted(
        `the stream of ${name} from ${url}`,
        [
          `const response = await fetch("${url}", { ${init} });`,
          `note("body", response.body === null, response.bodyUsed);`,
          "try {",
          `  response.body?.getReader({ mode: "byob" });`,
          `  note("bytes", "given");`,
          `} catch (error) { note("bytes", error.name); }`,
        ],
        { "": [answer(reply)] },
      );
}
