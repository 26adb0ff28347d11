import { byteLowercase, isForbiddenRequestHeader } from "@crosswalk/cors/protocol";
import type { RunMessage } from "../engine-run.ts";
import { headerOf } from "../run/answers.ts";
import type { Cause } from "./cause.ts";
import { sentLines } from "./evidence.ts";

/** A header that a script sets, and that the browser leaves out or writes itself. */
export const forbiddenHeader: Cause = {
  id: "forbidden-header",
  role: "note",
  situations: [],
  cors: false,
  standard: {
    title: "Forbidden request-header",
    step: "",
    url: "https://fetch.spec.whatwg.org/#forbidden-request-header",
  },
  find(facts) {
    const { request, hops } = facts;
    const [hop] = hops;
    if (hop === undefined) return null;
    const names = (request.headers ?? [])
      .filter(([name, value]) => isRefused(name, value) && sentOf(hop, name) !== value.trim())
      .map(([name]) => name);
    if (names.length === 0) return null;
    const isAgent = (name: string): boolean => byteLowercase(name) === USER_AGENT;
    const [forbidden, agents] = [names.filter((name) => !isAgent(name)), names.filter(isAgent)];
    const left = forbidden.length === 0 ? agents : forbidden;
    const isOne = left.length === 1;
    return {
      title:
        forbidden.length === 0
          ? "Not CORS: Chromium lets no script set User-Agent."
          : isOne
            ? `Not CORS: no script may set ${left[0]}; the browser leaves it out.`
            : `Not CORS: no script may set ${listed(left)}.`,
      why: [
        `${listed(left.map((one) => `\`${one}\``))} ${isOne ? "is" : "are"} the browser's own to write, and the request goes without what the script set.`,
        ...(forbidden.length === 0
          ? ["Firefox and Safari send it as it was set."]
          : agents.length === 0
            ? []
            : ["So does Chromium of `User-Agent`, which Firefox and Safari send as it was set."]),
        `It is no error: the rest of the request is sent. curl, Postman and servers may set ${names.length === 1 ? "it" : "them"}; that is why it works there.`,
      ].join(" "),
      change: change(names),
      where: "request",
      evidence: names.flatMap((one) => sentLines(facts, one, "the browser's own")),
    };
  },
};

const USER_AGENT = "user-agent";

const listed = (names: readonly string[]): string =>
  names.join(", ").replace(/, (?=[^,]*$)/, " and ");

/** The standard lets scripts set `User-Agent`; Chromium doesn't, and older browsers didn't. */
const isRefused = (name: string, value: string): boolean =>
  isForbiddenRequestHeader(name, value) || byteLowercase(name) === USER_AGENT;

const sentOf = ({ headers }: RunMessage, name: string): string | null =>
  headerOf(headers, byteLowercase(name));

/** Each piece of advice once, in the order in which the headers stand. */
function change(names: readonly string[]): string {
  const leaveOut = `Delete ${names.map((one) => `\`${one}\``).join(", ")} from the request.`;
  const instead = new Set(names.flatMap((name) => adviceFor(byteLowercase(name)) ?? []));
  return [
    leaveOut,
    ...(instead.size === 0 ? ["The browser writes what is needed there."] : instead),
  ].join(" ");
}

function adviceFor(name: string): string | null {
  switch (name) {
    case "cookie":
    case "cookie2":
      return 'Cookies go along with `credentials: "include"` (or `withCredentials`), if the server set them with `SameSite=None; Secure` and allows credentials.';
    case "origin":
    case "referer":
    case "host":
      return "A server that wants another value there is asked by a server of yours, which may send what it likes.";
    case USER_AGENT:
      return "If the server needs to know who asks, name it in a header of your own (`X-Client`), and list that in `Access-Control-Allow-Headers`.";
    default:
      return null;
  }
}
