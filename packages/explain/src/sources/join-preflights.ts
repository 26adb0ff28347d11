import { normalizeMethod } from "@crosswalk/cors/protocol";
import { draft, type ScenarioDraft } from "./scenario-draft.ts";

/**
 * Puts each preflight that was given by itself, as developer tools copy it beside its request, to the request that it was made for.
 * What belongs to none stays as it is.
 */
export function joinPreflights(drafts: readonly ScenarioDraft[]): ScenarioDraft[] {
  const joined = [...drafts];
  for (const preflight of drafts.filter(isPreflight)) {
    const place = joined.findIndex((other) => isFor(preflight, other));
    if (place === -1) continue;
    joined[place] = join(preflight, joined[place]!);
    joined.splice(joined.indexOf(preflight), 1);
  }
  return joined;
}

const isPreflight = ({ notes }: ScenarioDraft): boolean =>
  notes.some(({ code }) => code === "preflight-by-hand");

/** A request that has its preflight has the answers of one. */
function isFor({ request: asked }: ScenarioDraft, other: ScenarioDraft): boolean {
  const { request, answers } = other;
  if (asked === null || request === null || isPreflight(other)) return false;
  const isAnswered = answers.some(({ when }) => when.preflight === true);
  return !isAnswered && asked.url === request.url && methodOf(asked) === methodOf(request);
}

const methodOf = ({ method = "GET" }: { readonly method?: string }): string =>
  normalizeMethod(method);

function join(preflight: ScenarioDraft, own: ScenarioDraft): ScenarioDraft {
  const answersTo = (of: ScenarioDraft, isOfPreflight: boolean): ScenarioDraft["answers"] =>
    of.answers.map((rule) => ({ ...rule, when: { ...rule.when, preflight: isOfPreflight } }));
  return draft({
    ...own,
    page: own.page ?? preflight.page,
    answers: [...answersTo(preflight, true), ...answersTo(own, false)],
  });
}
