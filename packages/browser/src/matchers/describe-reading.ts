import { type CorsErrorCode, describeCorsError } from "@crosswalk/cors/protocol";
import { isObject } from "../infrastructure/argument-check.ts";
import type { FailureCause } from "../page.ts";
import type { TraceEvent } from "../trace.ts";
import type { Reading } from "./reading.ts";

/** What one browser showed the script, or why it showed nothing and what it says of that, and the messages that decided. */
export function describeReading({ engine, response, cause, events }: Reading): string {
  return [
    ...(response === null ? [] : [`${engine}: ${describeResponse(response)}`]),
    ...(cause === null ? [] : [`${engine}: ${reasonOf(cause)}`]),
    ...(cause === null || cause.message === null
      ? []
      : [`  its console: ${indented(cause.message)}`]),
    ...describeMessages(events),
  ].join("\n");
}

/** What a console says in several lines, as WebKit's does: they are one browser's, as what stands beside them. */
const indented = (text: string): string => text.replaceAll("\n", "\n    ");

function describeResponse({ type, status, headers }: Response): string {
  switch (type) {
    case "opaque":
      return 'opaque response: mode "no-cors" shows a script nothing';
    case "opaqueredirect":
      return 'opaque redirect: redirect "manual" shows a script nothing';
    default:
      return `${type} response, status ${status}, visible headers: ${[...headers.keys()].join(", ")}`;
  }
}

function reasonOf(failure: FailureCause): string {
  const { code, parameter, cors, anchor, step, cause } = failure;
  const words = cors
    ? [describeCorsError({ code: code as CorsErrorCode, parameter, anchor, step })]
    : [parameter, ...messagesOf(cause)];
  return [code, ...words.filter((word) => word !== "")].join(": ");
}

// As deep as anybody wraps errors, who does not wrap one in itself.
const MAX_CAUSES = 8;

/** From what was thrown to what lies at the bottom of it, which is what has to be mended. */
function messagesOf(thrown: unknown): string[] {
  const messages: string[] = [];
  let cause = thrown;
  for (let depth = 0; depth < MAX_CAUSES && cause !== undefined && cause !== null; depth++) {
    const message = messageOf(cause);
    if (!messages.some((told) => told.includes(message))) messages.push(message);
    cause = isObject(cause) && "cause" in cause ? cause.cause : null;
  }
  return messages;
}

/** It may be of another realm, as Jest's tests are, so of another class `Error`. One for several reasons may have but a code. */
function messageOf(thrown: unknown): string {
  if (!isObject(thrown) || !("message" in thrown)) return String(thrown);
  return String(thrown.message === "" && "code" in thrown ? thrown.code : thrown.message);
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
