import { scripted } from "../scripts/script.ts";
import type { Situation } from "../situation.ts";
import { asked } from "./asked.ts";

/** Requests that a server hangs up on, or that reach one which waits for TLS. */
export function* unansweredSituations(): Generator<Situation> {
  for (const method of ["POST", "PUT", "DELETE"])
    yield scripted(
      `another server hangs up on a ${method} without a body, at once`,
      [asked("one", "{b/}1", { method })],
      { "1": [{ status: 200, raw: "", hangUp: true }] },
    );
  for (const method of ["GET", "POST", "PUT"])
    yield scripted(`a ${method} of http: goes to a port of https:`, [
      asked("one", "{plain:s/}1", { method }),
    ]);
}
