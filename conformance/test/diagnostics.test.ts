import { expect, it } from "vitest";
import { generateCases } from "../lab/generate/generate.ts";
import { replayedDiagnostics } from "../replay/diagnostics.ts";

it("takes each line of a profile that no browser's console is compared with", () => {
  const [one] = generateCases(1);
  const console = [{ text: `Refused to get unsafe header "Host"`, url: "" }] as const;
  const replayed = { wire: [], heads: () => [], outcomes: [], causes: [], console };
  expect(replayedDiagnostics("standard", one!, replayed)).toEqual([console[0].text]);
  expect(replayedDiagnostics("webkit", one!, replayed)).toEqual([]);
});
