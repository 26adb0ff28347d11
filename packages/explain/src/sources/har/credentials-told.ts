import { run } from "../../run.ts";
import type { HarScenario } from "./har.ts";

/**
 * A HAR doesn't say whether a request was made with credentials, unless cookies were sent. Where Chromium says that it failed, what came would have passed, and
 * would not have with credentials, it was made with them.
 */
export async function withCredentialsTold(one: HarScenario): Promise<HarScenario> {
  const { draft, error } = one;
  const { page, request, answers, cookies } = draft;
  if (error === null || !/\bERR_FAILED$/.test(error)) return one;
  if (page === null || request === null || answers.length === 0) return one;
  const isScript = request.api === "fetch" || request.api === "xhr";
  if (!isScript || request.credentials !== undefined) return one;
  const fails = async (asked: typeof request): Promise<boolean> =>
    (await run({ page, request: asked, answers, cookies }, "chromium")).failure !== null;
  const credentialed = { ...request, credentials: "include" } as const;
  if ((await fails(request)) || !(await fails(credentialed))) return one;
  return { ...one, draft: { ...draft, request: credentialed } };
}
