import type { TraceEvent } from "@crosswalk/browser";
import type { RunMessage } from "../engine-run.ts";

/** Puts what the browser's own cache gave among what went over the network. */
export function withReused(
  messages: readonly RunMessage[],
  events: readonly TraceEvent[],
  part: RunMessage["part"],
): RunMessage[] {
  const all: RunMessage[] = [];
  const left = [...messages];
  for (const event of events) {
    if (event.kind === "sent") all.push(...left.splice(0, 1));
    if (event.kind !== "reused") continue;
    const { url, status, headers } = event;
    all.push({
      part,
      kind: "actual",
      method: "GET",
      url: url.replace(/#.*$/, ""),
      // Nothing was sent for it.
      headers: [],
      rule: null,
      reply: { kind: "response", status, headers, from: "cache" },
    });
  }
  // What is sent again once a connection breaks is told once.
  return [...all, ...left];
}
