import type { HeaderList } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { publicKeysOf } from "./integrity.ts";

/** Asks for a signature by each public key of the request's integrity metadata: https://wicg.github.io/signature-based-sri/ */
export function appendAcceptSignature(
  { integrity }: Pick<FetchRequest, "integrity">,
  headerList: HeaderList,
  { integrity: rules }: EngineProfile,
): void {
  if (integrity === "" || !rules.knowsSignatures) return;
  const asked = publicKeysOf(integrity, rules).map(
    (key, index) => `sig${index}=("unencoded-digest";sf);keyid="${key}";tag="ed25519-integrity"`,
  );
  if (asked.length > 0) headerList.set("Accept-Signature", asked.join(", "));
}
