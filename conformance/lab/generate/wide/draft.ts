import type { OriginName, PageName, Reply, ScriptRequest } from "../../case.ts";
import { originOf, reply } from "../situation.ts";

/** A situation in parts that can be made otherwise one by one, before it is put together. */
export interface Draft {
  readonly page: PageName;
  request: ScriptRequest;
  readonly hops: Hop[];
  /** What was made otherwise, in words. */
  readonly deviations: string[];
}

/** One server on the way: what it says to a preflight, and to the request itself. */
export interface Hop {
  readonly origin: OriginName;
  readonly path: string;
  readonly preflight: Answer;
  readonly actual: Answer;
}

/** The lines of a response, by what they are about. */
export interface Answer {
  status: number;
  lines: Record<Subject, readonly string[]>;
  raw?: string;
  delay?: number;
  body?: string;
  asset?: string;
}

export type Subject =
  | "origin"
  | "credentials"
  | "methods"
  | "headers"
  | "age"
  | "exposure"
  | "location"
  | "other";

function replyOf(answer: Answer): Reply {
  const { status, lines, raw, delay, body, asset } = answer;
  return {
    ...reply(status, ...Object.values(lines).flat()),
    ...(raw === undefined ? {} : { raw }),
    ...(delay === undefined ? {} : { delay }),
    ...(body === undefined ? {} : { body }),
    ...(asset === undefined ? {} : { asset }),
  };
}

export function repliesOf(hops: readonly Hop[]): Record<string, readonly Reply[]> {
  const replies: Record<string, readonly Reply[]> = {};
  for (const { path, preflight, actual } of hops) {
    replies[`preflight ${path}`] = [replyOf(preflight)];
    replies[path] = [replyOf(actual)];
  }
  return replies;
}

/** The origin that each hop must name: `null` once a cross-origin redirect led from elsewhere to elsewhere. */
export function rightOrigins(page: PageName, route: readonly OriginName[]): string[] {
  const own = originOf(page);
  let isTainted = false;
  return route.map((name, index) => {
    const previous = route[index - 1];
    if (previous !== undefined && previous !== name && own !== `{${previous}}`) isTainted = true;
    return isTainted ? "null" : own;
  });
}
