import type { Transport, TransportRequest, TransportResponse } from "@crosswalk/browser";
import type { ObstacleKind, RunMessage, RunReply } from "../engine-run.ts";
import type { AnsweredFailure, AnsweredResponse, Scenario } from "../scenario.ts";
import { isPreflightMessage, ruleFor } from "./answers.ts";
import { type Obstacles, obstacleAfter, obstacleBefore } from "./obstacles.ts";
import { responseBody } from "./response-body.ts";

/** Why a message came to nothing, as the reason that the engine hands on. */
export class MessageFailure extends Error {
  readonly code: AnsweredFailure["failure"] | "no-answer" | ObstacleKind;

  constructor(code: MessageFailure["code"]) {
    super(code);
    this.code = code;
  }
}

/** Answers each message by the scenario's rules, and keeps a list of all. */
export class RunTransport implements Transport {
  readonly messages: RunMessage[] = [];
  /** Whether what is sent now belongs to what was done before. */
  part: RunMessage["part"] = "before";
  readonly isHttp2: boolean;
  readonly #scenario: Scenario;
  readonly #obstacles: Obstacles;

  constructor(scenario: Scenario, obstacles: Obstacles) {
    this.#scenario = scenario;
    this.#obstacles = obstacles;
    // Servers with https speak HTTP/2 nearly everywhere.
    this.isHttp2 = scenario.request.url.startsWith("https:");
  }

  send(request: TransportRequest): Promise<TransportResponse> {
    const before = obstacleBefore(this.#obstacles, request);
    if (before !== null) return this.#fail(request, null, before);

    const index = ruleFor(this.#scenario.answers, request);
    const answer = index === null ? null : this.#scenario.answers[index]!.answer;
    if (answer === null || "failure" in answer)
      return this.#fail(request, index, answer?.failure ?? "no-answer");

    this.#note(request, index, {
      kind: "response",
      status: answer.status,
      headers: answer.headers,
      from: "server",
    });
    const after = obstacleAfter(this.#obstacles, request, answer);
    if (after !== null) return Promise.reject(new MessageFailure(after));
    return Promise.resolve(this.#responseOf(answer));
  }

  #responseOf(answer: AnsweredResponse): TransportResponse {
    const { status, statusText = "", headers } = answer;
    return { status, statusText, headers, body: responseBody(answer, this.#scenario.request) };
  }

  #fail(
    request: TransportRequest,
    rule: number | null,
    code: MessageFailure["code"],
  ): Promise<never> {
    const reply: RunReply = isObstacle(code)
      ? { kind: "stopped", obstacle: code }
      : { kind: "failure", failure: code };
    this.#note(request, rule, reply);
    return Promise.reject(new MessageFailure(code));
  }

  #note(request: TransportRequest, rule: number | null, reply: RunReply): void {
    this.messages.push({
      part: this.part,
      kind: isPreflightMessage(request) ? "preflight" : "actual",
      method: request.method,
      url: request.url.href.replace(/#.*$/, ""),
      headers: request.headers,
      rule,
      reply,
    });
  }
}

// Each is named, so that none is forgotten.
const obstacleNames: Readonly<Record<ObstacleKind, true>> = {
  "content-security-policy": true,
  "cross-origin-embedder-policy": true,
  "frame-access": true,
  "frame-refused": true,
  "insecure-local-network": true,
  "message-target": true,
  "mixed-content": true,
  "opaque-response-blocking": true,
  "opener-policy": true,
  "other-address-space": true,
  "private-network-preflight": true,
  "reason-not-told": true,
  "service-worker": true,
  "service-worker-failed": true,
  "web-socket": true,
};
const obstacleKinds: ReadonlySet<string> = new Set(Object.keys(obstacleNames));

function isObstacle(code: MessageFailure["code"]): code is ObstacleKind {
  return obstacleKinds.has(code);
}
