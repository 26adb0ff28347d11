import { chromium } from "./chromium.ts";
import type { EngineName, EngineProfile } from "./engine.ts";
import { firefox } from "./firefox.ts";
import { standard } from "./standard.ts";
import { webkit } from "./webkit.ts";

export const engineNames: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

/** The profile of an engine, to be looked at or made a little otherwise: `{ ...engineNamed("webkit"), … }`. */
export function engineNamed(name: EngineName): EngineProfile {
  switch (name) {
    case "standard":
      return standard;
    case "chromium":
      return chromium;
    case "firefox":
      return firefox;
    case "webkit":
      return webkit;
  }
}
