import type { Diagnostic } from "./driver.ts";

/** The console line by which a driver learns that all earlier lines have arrived. */
const FENCE = "crosswalk-fence";

// Lines that come from another process than the fence's may arrive a little after it.
const SETTLE = 40;

/** Collects diagnostics, and waits for a line of the page's own to know that earlier ones are in. */
export class DiagnosticLog {
  #entries: Diagnostic[] = [];
  #fenceSeen: (() => void) | null = null;

  add(entry: Diagnostic): void {
    if (entry.text.includes(FENCE)) this.#fenceSeen?.();
    else this.#entries.push(entry);
  }

  async take(evaluate: (expression: string) => Promise<string>): Promise<Diagnostic[]> {
    const seen = new Promise<void>((resolve) => (this.#fenceSeen = resolve));
    await evaluate(`(console.info(${JSON.stringify(FENCE)}), "")`);
    await Promise.race([seen, new Promise((resolve) => setTimeout(resolve, 2000))]);
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }
}
