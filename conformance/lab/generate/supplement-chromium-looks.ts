import type { ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { asXhr, get, type Situation, situation } from "./situation.ts";

// Longer than Chromium's pages wait for their script, and shorter than a person would notice.
const SHORT_WHILE = 60;

/** What a page has been given stale is looked after, though its script asks for something else a little later. */
export function* chromiumLookSituations(): Generator<Situation> {
  const firsts: readonly (readonly [ScriptRequest, type: string])[] = [
    [get(), "text/plain"],
    [asXhr(get()), "text/plain"],
    [{ api: "import", url: "{b/}1" }, "text/javascript"],
    [{ api: "script", url: "{b/}1", crossorigin: "anonymous" }, "text/javascript"],
  ];
  const nexts: readonly ScriptRequest[] = [
    get({ url: "{b/}2" }),
    get({ cache: "no-store" }),
    get({ cache: "reload" }),
    get({ method: "POST" }),
  ];
  const control = ["Cache-Control: max-age=0, stale-while-revalidate=60", 'ETag: "1"'];
  for (const [first, type] of firsts)
    for (const next of nexts)
      yield situation(
        `stale by ${first.api}, a while, then ${next.method ?? ""} ${next.url} ${next.cache ?? ""}`,
        [get(), first, { wait: SHORT_WHILE }, next, { wait: 300 }, get()],
        {
          replies: {
            "1": [
              {
                status: 200,
                headers: [...everyone, ...control, `Content-Type: ${type}`],
                body: "1",
              },
            ],
            "2": [{ status: 200, headers: [...everyone, "Cache-Control: no-store"], body: "2" }],
          },
        },
      );
}
