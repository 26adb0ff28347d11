import type { Reply } from "../case.ts";
import { answer, FRESH, LONG_AGO, own, STALE, TAG } from "./kept-answers.ts";
import { situation, type Situation } from "./situation.ts";

const statuses = [
  200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 304, 307, 308, 400, 403, 404, 405, 410,
  414, 429, 500, 501, 503,
];

/** What is kept of each status: where it lasts, where nothing says how long, and where it is to be asked about. */
export function* keptStatusSituations(): Generator<Situation> {
  for (const status of statuses)
    for (const lines of [[FRESH], [LONG_AGO], [], [STALE, TAG], [STALE]]) {
      const forced = lines.length === 1 && lines[0] === STALE;
      // Where a redirect leads is another matter, and one without `Location` leads nowhere.
      const again = own([], forced ? { cache: "force-cache" } : {});
      yield situation(`${status} twice: ${lines.join(" | ")}`, [own(), again], {
        replies: { "": ["one", "two"].map((body) => withStatus(status, body, lines)) },
      });
    }
  for (const status of [301, 302, 303, 307, 308])
    for (const lines of [[FRESH], [], [STALE, TAG], [LONG_AGO]])
      yield situation(`${status} leads twice: ${lines.join(" | ")}`, [own(), own()], {
        replies: {
          "1": [withStatus(status, "", [...lines, "Location: {a/}2"])],
          "2": [answer("end", "Cache-Control: no-store")],
        },
      });
}

function withStatus(status: number, body: string, lines: readonly string[]): Reply {
  const hasBody = ![204, 205, 304].includes(status);
  const part = status === 206 ? ["Content-Range: bytes 0-2/3"] : [];
  return { ...answer(hasBody ? body : "", ...lines, ...part), status };
}
