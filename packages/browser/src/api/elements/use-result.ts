import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { toldUrl } from "../../infrastructure/told-failure.ts";
import type { FailureCause } from "../failure-cause.ts";
import type { Judgement } from "./judge-content.ts";
import type { LoadResult } from "./load.ts";

/** What a `<use>` tells of what answered. */
export function resultOfUse({ useTells }: ElementRules, judgement: Judgement): LoadResult {
  switch (useTells) {
    case "nothing":
      return "silent";
    case "documents":
      return judgement.ok ? "load" : "error";
    case "answers":
      return judgement.ok || judgement.failure === "content" ? "load" : "error";
  }
}

/** What it tells where nothing did, or may have. */
export function resultOfFailedUse(
  { useTells }: ElementRules,
  cause: FailureCause | null,
  asked: URL,
): LoadResult {
  switch (useTells) {
    case "nothing":
      return "silent";
    case "documents":
      return "error";
    case "answers": {
      const isUnasked = cause?.code === "DisallowedByMode" && cause.url === toldUrl(asked);
      return isUnasked ? "silent" : "error";
    }
  }
}
