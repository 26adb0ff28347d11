import type { Cause } from "./cause.ts";
import { responseLines } from "./evidence.ts";

/** The header is there, and `headers.get` says null. */
export const headerNotExposed: Cause = {
  id: "header-not-exposed",
  role: "cause",
  situations: [31],
  cors: true,
  standard: {
    title: "CORS filtered response",
    step: "",
    url: "https://fetch.spec.whatwg.org/#concept-filtered-response-cors",
  },
  find(facts) {
    const missing = unexposed(facts);
    const name = missing[0];
    if (name === undefined) return null;
    const isStar = (facts.response.get("Access-Control-Expose-Headers") ?? "").includes("*");
    const isCookie = /^set-cookie2?$/i.test(name);
    return {
      title: isCookie
        ? "No script may ever read Set-Cookie."
        : `The script can't read ${name}: it isn't exposed.`,
      why: isCookie
        ? "`Set-Cookie` is kept from scripts whatever the server says. The browser itself takes the cookie."
        : `The response has \`${name}\`, and \`headers.get("${name}")\` is null all the same. Across origins a script reads seven headers only, such as \`Content-Type\` and \`Content-Length\`, and those that the server names.${isStar ? " With credentials `*` is no wildcard here." : ""}`,
      change: isCookie
        ? "Send what the script needs in the body."
        : `Add \`Access-Control-Expose-Headers: ${missing.join(", ")}\` to the response.`,
      where: "server",
      evidence: [
        ...responseLines(facts, name),
        ...responseLines(facts, "Access-Control-Expose-Headers"),
      ],
    };
  },
};

/** Headers that the script wants, that came, and that it isn't shown. */
export function unexposed({ run, request, response }: Parameters<Cause["find"]>[0]): string[] {
  const { outcome } = run;
  if (outcome.kind !== "readable") return [];
  const visible = new Set(outcome.headers.map(([name]) => name.toLowerCase()));
  return (request.reads ?? []).filter(
    (name) => response.contains(name) && !visible.has(name.toLowerCase()),
  );
}
