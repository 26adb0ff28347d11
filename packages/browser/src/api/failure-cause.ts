import type { UserAgent } from "../fetching/user-agent.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import { toldFailure } from "../infrastructure/told-failure.ts";

/** Why a request failed, beside the error that a script sees. */
export interface FailureCause {
  /** What test runners print in front of the message: they take for a cause what has a name. */
  readonly name: "CorsError" | "NetworkError";
  /** Chromium's name for what CORS forbids, or ours for other reasons. */
  readonly code: NetworkFailure["code"];
  /** Of an address, without its user name and password. */
  readonly parameter: string;
  /** What CORS forbids, as against what fails whatever a server grants. */
  readonly cors: boolean;
  readonly anchor: string;
  readonly step: string;
  /** What the browser says on its console, word for word; null where it says nothing. */
  readonly message: string | null;
  /** The URL at fault, without user name and password. */
  readonly url: string;
  /** What the transport threw, or what else was given to the browser. */
  readonly cause?: unknown;
}

/** What the script that asked is not told. */
export function causeOf(
  failure: NetworkFailure,
  request: FetchRequest,
  agent: UserAgent,
): FailureCause {
  const { messages } = agent.engine;
  const told = toldFailure(failure);
  const { code, cors, anchor, step, url, cause } = told;
  const parameter = messages.parameter(told);
  // NB: A browser's console quotes what it quotes, passwords too.
  // Some lines have their own end beside what joins them.
  const message = messages.console(failure, request)?.replace(/\n(?=\n|$)/g, "") ?? null;
  return {
    name: cors ? "CorsError" : "NetworkError",
    code,
    parameter,
    cors,
    anchor,
    step,
    message,
    url,
    ...(cause === undefined ? {} : { cause }),
  };
}
