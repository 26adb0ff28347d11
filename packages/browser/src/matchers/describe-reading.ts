import { type CorsErrorCode, describeCorsError } from "@crosswalk/cors/protocol";
import type { FailureCause } from "../page.ts";
import type { TraceEvent } from "../trace.ts";
import type { Reading } from "./reading.ts";

/** Why a browser kept the response from the script: its reason, what it says, and the messages that decided. */
export function describeRefusal({ engine, cause, events }: Reading): string {
  if (cause === null) return `${engine} lets it be read`;
  return [
    `${engine}: ${reasonOf(cause)}`,
    ...(cause.message === null ? [] : [`  its console: ${cause.message}`]),
    ...describeMessages(events),
  ].join("\n");
}

/** What let a script read the response. */
export function describeGrant({ engine, response, events }: Reading): string {
  if (response === null) return `${engine} keeps it from the script`;
  const visible = [...response.headers.keys()].join(", ");
  return [
    `${engine}: ${response.type} response, status ${response.status}, visible headers: ${visible}`,
    ...describeMessages(events),
  ].join("\n");
}

function reasonOf(cause: FailureCause): string {
  const { code, parameter, anchor, step } = cause;
  const words = cause.cors
    ? describeCorsError({ code: code as CorsErrorCode, parameter, anchor, step })
    : parameter;
  return `${code}${words === "" ? "" : `: ${words}`}`;
}

function describeMessages(events: readonly TraceEvent[]): string[] {
  return events.flatMap((event) => {
    switch (event.kind) {
      case "sent":
        return [
          `  ${event.preflight ? "preflight" : "request"}: ${event.method} ${event.url}${listed(event.headers, requestNames)}`,
        ];
      case "received":
        return [`    answer: ${event.status}${listed(event.headers, responseNames)}`];
      default:
        return [];
    }
  });
}

const requestNames = /^(?:origin|access-control-)/i;
const responseNames = /^(?:access-control-|location$|vary$)/i;

// What a server answers may be long; a message of a test need not be.
const MAX_LISTED_LENGTH = 400;

function listed(headers: readonly (readonly [string, string])[], names: RegExp): string {
  const text = headers
    .filter(([name]) => names.test(name))
    .map(([name, value]) => ` · ${name}: ${value}`)
    .join("");
  return text.length > MAX_LISTED_LENGTH ? `${text.slice(0, MAX_LISTED_LENGTH)}…` : text;
}
