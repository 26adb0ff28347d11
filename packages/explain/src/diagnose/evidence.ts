import { HeaderList } from "@crosswalk/cors/protocol";
import type { RunMessage } from "../engine-run.ts";
import type { Evidence } from "../explanation.ts";
import { isTold, type RunFacts } from "./run-facts.ts";

/** The status line of the response at which it ended. */
export function statusLine({ message, status, url, isPreflight, isTold }: RunFacts): Evidence[] {
  if (message === null || status === null || !isTold("status")) return [];
  const source = isPreflight ? "preflight-response" : "response";
  return [{ source, of: url, line: `HTTP ${status}`, remark: "" }];
}

/** Each line of a header of the response at which it ended; one that says that there is none, if so. */
export function responseLines(facts: RunFacts, name: string, remark = ""): Evidence[] {
  return facts.message === null ? [] : replyLines(facts, facts.message, name, remark);
}

/** The same of any message's response. */
export function replyLines(
  { scenario }: Pick<RunFacts, "scenario">,
  message: RunMessage,
  name: string,
  remark = "",
): Evidence[] {
  if (message.reply.kind !== "response" || !isTold(scenario, message, name)) return [];
  const source = message.kind === "preflight" ? "preflight-response" : "response";
  return lines(message.reply.headers, name).map((line) =>
    line === ""
      ? { source, of: message.url, line, remark: `no ${name}` }
      : { source, of: message.url, line, remark },
  );
}

/** Each line of a header that was sent in the message at which it ended. */
export function sentLines(facts: RunFacts, name: string, remark = ""): Evidence[] {
  const { message } = facts;
  if (message === null) return [];
  const source = message.kind === "preflight" ? "preflight" : "request";
  return lines(message.headers, name)
    .filter((line) => line !== "")
    .map((line) => ({ source, of: message.url, line, remark }));
}

/** A line of the page's own. */
export function pageLine({ scenario }: RunFacts, line: string, remark = ""): Evidence {
  return { source: "page", of: scenario.page.url, line, remark };
}

function lines(headers: RunMessage["headers"], name: string): string[] {
  const values = HeaderList.from(headers).getAll(name);
  return values.length === 0 ? [""] : values.map((value) => `${name}: ${value}`);
}

/** What the CORS check compares: what was sent, and what came back. */
export function originLines(facts: RunFacts): Evidence[] {
  return [
    ...sentLines(facts, "Origin"),
    ...statusLine(facts),
    ...responseLines(facts, "Access-Control-Allow-Origin"),
  ];
}
