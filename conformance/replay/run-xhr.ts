import type { Page } from "@crosswalk/browser";
import type { ScriptRequest } from "../lab/case.ts";
import type { Outcome } from "../lab/page/outcome.ts";

export async function runXhr(_page: Page, _one: ScriptRequest, _url: string, _onCause: unknown): Promise<Outcome> {
  return { result: "no xhr here" };
}
