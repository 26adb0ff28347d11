import type { Explanation, ScenarioAssumption } from "@crosswalk/explain";

const names: Readonly<Record<ScenarioAssumption, string>> = {
  page: "which page asks (--page tells)",
  url: "which URL is asked for",
  request: "with which method and headers",
};

/** What an explanation rests on that nobody told or saw. */
export function assumptions({ scenario }: Explanation): string[] {
  const { request, answers, assumed = [] } = scenario;
  const { method = "GET", url } = request;
  const found: string[] = [];
  if (answers.some(({ answer }) => "told" in answer && answer.told !== undefined)) {
    found.push("Known by the console's message alone: what else the responses say isn't.");
  } else {
    const guesses = answers.filter(({ answer }) => "assumed" in answer);
    if (guesses.some(({ when }) => when.preflight !== true)) {
      found.push(
        `Assumed: that ${method} ${url} is answered with 200, and allows whom its preflight allows. It was not sent, because it may change something, or its answer was not given.`,
      );
    }
    if (guesses.some(({ when }) => when.preflight === true)) {
      found.push(
        `Assumed: that the preflight of ${method} ${url} passes, for its answer was not given. A browser sends OPTIONS first, and what answers that has to allow the page as well; without --offline it is asked.`,
      );
    }
  }
  if (assumed.length > 0)
    found.push(
      `Not told, so something usual stands here for it: ${assumed.map((one) => names[one]).join(", ")}.`,
    );
  return found;
}
