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
    const [name] = names;
    if (name === undefined) return null;
    const isOne = names.length === 1;
    const them = isOne ? "it" : "them";
    return {
      title: isOne
        ? `Not CORS: no script may set ${name}; the browser leaves it out.`
        : `Not CORS: no script may set ${listed(names)}.`,
      why: `${listed(names.map((one) => `\`${one}\``))} ${isOne ? "is" : "are"} the browser's own to write, and the request goes without what the script set. It is no error: the rest of the request is sent. curl, Postman and servers may set ${them}; that is why it works there.`,
      change: change(byteLowercase(name), names),
      where: "request",
      evidence: names.flatMap((one) => sentLines(facts, one, "the browser's own")),
    };
  },
};

const listed = (names: readonly string[]): string =>
  names.join(", ").replace(/, (?=[^,]*$)/, " and ");

/** The standard lets scripts set `User-Agent`; Chromium doesn't, and older browsers didn't. */
const isRefused = (name: string, value: string): boolean =>
  isForbiddenRequestHeader(name, value) || byteLowercase(name) === "user-agent";

const sentOf = ({ headers }: RunMessage, name: string): string | null =>
  headerOf(headers, byteLowercase(name));

function change(name: string, names: readonly string[]): string {
  const leaveOut = `Delete ${names.map((one) => `\`${one}\``).join(", ")} from the request.`;
  switch (name) {
    case "cookie":
    case "cookie2":
      return `${leaveOut} Cookies go along with \`credentials: "include"\` (or \`withCredentials\`), if the server set them with \`SameSite=None; Secure\` and allows credentials.`;
    case "origin":
    case "referer":
    case "host":
      return `${leaveOut} A server that wants another value there is asked by a server of yours, which may send what it likes.`;
    case "user-agent":
      return `${leaveOut} If the server needs to know who asks, name it in a header of your own (\`X-Client\`), and list that in \`Access-Control-Allow-Headers\`.`;
    default:
      return `${leaveOut} The browser writes what is needed there.`;
  }
}
