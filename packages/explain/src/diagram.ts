import type { EngineRun, RunMessage } from "./engine-run.ts";
import type { Diagram, DiagramArrow } from "./explanation.ts";
import { isBesideRequests } from "./run/beside-requests.ts";
import type { Scenario } from "./scenario.ts";
import { isTold } from "./diagnose/run-facts.ts";
import { writeDiagram } from "./diagram-text.ts";

const PAGE = "page";

// What CORS looks at, and what a redirect or a cache does.
const telling =
  /^(?:origin|access-control-.*|location|vary|cookie|authorization|content-type|cross-origin-.*|age|cache-control)$/i;

/** Who says what to whom in one engine: Chromium's run, which is most people's. */
export function drawDiagram(scenario: Scenario, runs: readonly EngineRun[]): Diagram {
  const run = runs.find(({ engine }) => engine === "chromium") ?? runs[0]!;
  if (isBesideRequests(scenario)) return { engine: run.engine, actors: [], arrows: [], text: "" };
  const arrows = [
    ...run.messages.flatMap((message) => arrowsOf(message, run, scenario)),
    endOf(run),
  ];
  const servers = [...new Set(run.messages.map(({ url }) => originOf(url)))];
  const actors = [PAGE, ...servers];
  return {
    engine: run.engine,
    actors,
    arrows,
    text: writeDiagram(scenario.page.url, actors, arrows),
  };
}

const originOf = (url: string): string => new URL(url).origin;

function arrowsOf(message: RunMessage, run: EngineRun, scenario: Scenario): DiagramArrow[] {
  const { method, url, kind, headers, reply } = message;
  const server = originOf(url);
  const isSeen = (what: string): boolean => isTold(scenario, message, what);
  const { pathname, search } = new URL(url);
  const isLast = message === run.messages.at(-1);
  const mark = isLast && run.failure !== null ? "fatal" : "fine";
  const request: DiagramArrow = {
    from: PAGE,
    to: server,
    label: `${method} ${pathname}${search}`,
    lines: headers.filter(([name]) => telling.test(name)),
    kind: kind === "preflight" ? "preflight" : "request",
    mark: reply.kind === "stopped" ? "fatal" : "fine",
  };
  if (reply.kind === "stopped") return [request];
  const response: DiagramArrow = {
    from: server,
    to: PAGE,
    label: reply.kind === "failure" ? reply.failure : isSeen("status") ? `${reply.status}` : "?",
    lines:
      reply.kind === "response"
        ? reply.headers.filter(([name]) => telling.test(name) && isSeen(name))
        : [],
    kind: "response",
    mark,
  };
  return [request, response];
}

function endOf({ outcome, failure }: EngineRun): DiagramArrow {
  const label = failure === null ? outcomeLabel(outcome) : `blocked: ${failure.code}`;
  return {
    from: PAGE,
    to: PAGE,
    label,
    lines: [],
    kind: "verdict",
    mark: failure === null ? "fine" : "fatal",
  };
}

function outcomeLabel(outcome: EngineRun["outcome"]): string {
  switch (outcome.kind) {
    case "readable":
      return `the script reads ${outcome.status}`;
    case "opaque":
      return "the script has an opaque response";
    case "loaded":
      return outcome.access === "opaque" ? "loaded, not readable" : "loaded";
    case "failed":
      return "failed";
  }
}
