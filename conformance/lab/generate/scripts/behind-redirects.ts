import type { Situation } from "../situation.ts";
import { answer, scripted } from "./script.ts";

// The answer comes 300 milliseconds after what was asked for first, and finds the page at work.
const BUSY =
  "for (const end = globalThis.performance.now() + 500; globalThis.performance.now() < end; );";

/**
 * Two ask for the same, of which the first is redirected: whoever has one of them wait for the other's answer then has
 * two to send. A third, that comes meanwhile, tells who waited.
 */
export function* behindRedirectSituations(): Generator<Situation> {
  for (const [method, isBusy] of [
    ["GET", false],
    ["HEAD", false],
    // Whoever asks the page whether to follow waits for it now.
    ["GET", true],
  ] as const)
    for (const target of ["a", "b"]) {
      const asked = (path: string): string =>
        `fetch("{${target}/}${path}", { method: "${method}" })`;
      yield scripted(
        `two ${method} of ${target}, one of them redirected${isBusy ? " while the page is busy" : ""}`,
        [
          `const both = [${asked("1")}, ${asked("1")}];`,
          "await wait(100);",
          `note("third", (await ${asked("3")}).status);`,
          ...(isBusy ? [BUSY] : []),
          `for (const each of both) noteResponse("one", await each);`,
        ],
        {
          "1": [answer({ status: 307, lines: ["Location: 2"], delay: 300 }), answer()],
          "2": [answer()],
          "3": [answer()],
        },
      );
    }
}
