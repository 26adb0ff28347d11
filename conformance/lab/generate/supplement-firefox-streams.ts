import type { Reply } from "../case.ts";
import { everyone } from "./granted.ts";
import { reply, situation, type Situation } from "./situation.ts";

const STREAM = "Content-Type: text/event-stream";

/** What came to an EventSource in place of a stream, by what is wrong with it. */
const ends: readonly (readonly [title: string, end: Reply])[] = [
  ["no grant", reply(200, STREAM)],
  ["a grant to another", reply(200, STREAM, "Access-Control-Allow-Origin: http://x")],
  ["404", reply(404, STREAM, ...everyone)],
  ["of another type", reply(200, ...everyone)],
  ["204", reply(204, ...everyone)],
  ["no answer", { status: 0, raw: "", hangUp: true }],
];

/** Of which address Firefox's console says that there is no connection: where it has moved to for good. */
export function* firefoxStreamSituations(): Generator<Situation> {
  for (const status of [301, 302, 303, 307, 308])
    for (const [from, to] of ["bc", "bb", "ab", "aa"] as const)
      for (const [title, end] of ends) yield moved([from!, to!], [status], end, title);
  for (const first of [301, 302, 308])
    for (const second of [301, 307, 308])
      for (const [title, end] of [ends[0]!, ends[2]!])
        yield moved(["b", "c", "b"], [first, second], end, title);
  for (const second of [301, 302])
    for (const [title, end] of [
      ["a redirect without a grant", reply(second, "Location: {b/}3")],
      ["a redirect out of HTTP", reply(second, ...everyone, "Location: foo:bar")],
      ["a redirect with a password", reply(second, ...everyone, "Location: {user:c/}3")],
    ] as const)
      yield moved(["b", "c"], [301], end, title);
  for (const second of [301, 302])
    yield situation(
      `s, 301 to s, ${second} to mixed content`,
      { api: "event-source", url: "{s/}1" },
      {
        page: "s",
        replies: {
          "1": [reply(301, ...everyone, "Location: {s/}2")],
          "2": [reply(second, ...everyone, "Location: http://api.example/3")],
        },
      },
    );
}

function moved(
  places: readonly string[],
  statuses: readonly number[],
  end: Reply,
  title: string,
): Situation {
  const hops = statuses.map((status, index): [string, Reply[]] => [
    String(index + 1),
    [reply(status, ...everyone, `Location: {${places[index + 1]!}/}${index + 2}`)],
  ]);
  return situation(
    `${places[0]!} by ${statuses.join(" and ")} to ${places.slice(1).join(" and ")}: ${title}`,
    { api: "event-source", url: `{${places[0]!}/}1` },
    { replies: { ...Object.fromEntries(hops), [String(places.length)]: [end] } },
  );
}
