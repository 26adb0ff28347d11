import type { AnswerRule, Explanation, ScenarioAssumption } from "@crosswalk/explain";

const names: Readonly<Record<ScenarioAssumption, string>> = {
  page: "which page asks (--page tells)",
  url: "which URL is asked for",
  request: "with which method and headers",
};

/** Whether it was seen to say what a preflight is asked for. */
const hasLists = ({ answer }: AnswerRule): boolean =>
  "headers" in answer &&
  !("assumed" in answer) &&
  answer.headers.some(([name]) => /^access-control-allow-(?:methods|headers)$/i.test(name));

/** What an explanation rests on that nobody told or saw. */
export function assumptions({ scenario }: Explanation): string[] {
  const { request, answers, assumed = [] } = scenario;
  const { method = "GET", url } = request;
  const found: string[] = [];
  if (answers.some(({ answer }) => "told" in answer && answer.told !== undefined)) {
    found.push("Known by the console's message alone: what else the responses say isn't.");
  } else {
    const guesses = answers.filter(({ answer }) => "assumed" in answer);
    const responses = guesses.filter(({ when }) => when.preflight !== true);
    // What answers elsewhere stands where a redirect leads that nobody followed.
    const isElsewhere = ({ when }: AnswerRule): boolean =>
      when.url !== undefined && URL.canParse(url) && when.url !== new URL(url).href;
    for (const { when } of responses.filter(isElsewhere))
      found.push(`Assumed: that ${when.url} allows the page: nobody followed the redirect to it.`);
    if (!responses.every(isElsewhere)) {
      found.push(
        `Assumed: that ${method} ${url} is answered with 200, and allows whom its preflight allows. It was not sent, because it may change something, or its answer was not given.`,
      );
    }
    if (guesses.some(({ when }) => when.preflight === true)) {
      // What was taken over from the response may be what stops it.
      const how = answers.some(hasLists)
        ? "is answered with the lists that the response has"
        : "passes";
      found.push(
        `Assumed: that the preflight of ${method} ${url} ${how}, for its answer was not given. A browser sends OPTIONS first, and what answers that has to allow the page as well; add what curl -i -X OPTIONS prints of it.`,
      );
    }
  }
  if (assumed.length > 0)
    found.push(
      `Not told, so something usual stands here for it: ${assumed.map((one) => names[one]).join(", ")}.`,
    );
  return found;
}
