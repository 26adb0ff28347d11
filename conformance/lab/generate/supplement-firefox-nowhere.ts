import { everyone } from "./granted.ts";
import { reply, situation, type Situation } from "./situation.ts";

/** What a page loads, and is led nowhere. */
export function* firefoxNowhereSituations(): Generator<Situation> {
  for (const lines of places) {
    const words = `308 to ${lines.join(" | ")}`;
    const replies = { "1": [reply(308, ...everyone, ...lines)] };
    for (const url of ["{a/}1", "{b/}1"]) {
      for (const as of ["script", "image", "fetch", "font", "style"])
        for (const more of as === "script" ? [{}, { crossorigin: "" }] : [{}]) {
          // Firefox never comes to an end with what is handed on to another program.
          if (lines[0]?.includes("ftp:") === true && (as === "script" || as === "fetch")) continue;
          yield situation(
            `preload as ${as} of ${url} ${JSON.stringify(more)}: ${words}`,
            { api: "preload", url, as, ...more },
            { replies },
          );
        }
      // Whether it says so once or twice without a Location is a matter of chance.
      if (lines.length === 0) continue;
      yield situation(
        `event source of ${url}: ${words}`,
        { api: "event-source", url },
        { replies },
      );
    }
  }
}

const places: readonly (readonly string[])[] = [
  [],
  ["Location: "],
  ["Location: \t "],
  ["Location: http://["],
  ["Location: http://127.0.0.1:99999/"],
  ["Location: http://"],
  ["Location: ftp://127.0.0.1/"],
  ["Location: {a/}1"],
];
