import type { Reply, ScriptRequest } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, situation, type Situation } from "./situation.ts";

/** Preloads of one address as two things: nothing is told of the second, and in another mode it is asked for. */
export function* besidePreloadSituations(): Generator<Situation> {
  const preload = (as: string, crossorigin?: string): ScriptRequest => ({
    api: "preload",
    url: "{b/}1",
    as,
    ...(crossorigin === undefined ? {} : { crossorigin }),
  });
  const script: ScriptRequest = { api: "script", url: "{b/}1" };
  const sequences: readonly (readonly ScriptRequest[])[] = [
    [preload("fetch"), preload("script")],
    [preload("fetch"), preload("script", "")],
    [preload("fetch"), preload("image", "use-credentials")],
    [preload("fetch", ""), preload("script")],
    [preload("fetch", ""), preload("script"), preload("script")],
    [preload("fetch", "use-credentials"), preload("style")],
    [preload("fetch", "use-credentials"), preload("style", "")],
    [preload("script"), preload("fetch", "")],
    [preload("script", ""), preload("fetch")],
    [preload("script", "use-credentials"), preload("fetch")],
    [preload("script"), preload("image", "")],
    [preload("script", ""), preload("image")],
    [preload("style", ""), preload("script")],
    [preload("style"), preload("script", "")],
    [preload("fetch"), preload("script", ""), script],
    [preload("fetch"), preload("script", ""), { ...script, crossorigin: "" }],
    [preload("fetch", ""), preload("script"), get()],
    [preload("fetch"), preload("script", ""), get()],
  ];
  const asset = "script";
  const type = "Content-Type: text/javascript";
  const answers: readonly Reply[] = [
    { status: 200, headers: [...everyone, type, "Cache-Control: no-store"], asset },
    { status: 404, headers: [type], asset },
  ];
  for (const answer of answers)
    for (const steps of sequences) {
      const words = steps.map(
        ({ api, as = "", crossorigin = "none" }) => `${api} ${as} ${crossorigin}`,
      );
      yield situation(`${words.join(", ")} of ${answer.status}`, steps, {
        page: "ephemeral",
        actual: [answer],
      });
    }
}
