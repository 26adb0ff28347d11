import type { ElementRules } from "../../infrastructure/element-rules.ts";
import type { LoadKind } from "../../infrastructure/load-kind.ts";
import { toldUrl } from "../../infrastructure/told-failure.ts";
import type { FailureCause } from "../failure-cause.ts";

const codes: ReadonlySet<string> = new Set(["BadPort", "RestrictedHost"]);

/** Whether nothing comes of a load, as nothing is asked of that port or host, or it is led nowhere. */
export function isSilentlyBlocked(
  { silentIfBlocked, silentIfLedNowhere }: ElementRules,
  kind: LoadKind,
  { code, parameter, url }: FailureCause,
  asked: URL,
): boolean {
  if (code === "InvalidLocation" && parameter === "") return silentIfLedNowhere.has(kind);
  const when = silentIfBlocked.get(kind);
  return when !== undefined && codes.has(code) && (when === "always" || url !== toldUrl(asked));
}
