import { Browser } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { API, APP, grant, RecordingServer } from "../recording-server.ts";

const METADATA = `sha256-${"A".repeat(43)}=`;

// As WebKit 2.50 was seen to print them.
it.each([
  ["a length", "CHICKEN", [["Content-Length", "7"]], "7", "7"],
  ["none", "CHICKEN", [], "7", "0"],
  ["one that chunks put out of force", "CHICKEN", [["Transfer-Encoding", "chunked"]], "7", "0"],
  ["no bytes", "", [], "(no content)", "0"],
] as const)(
  "WebKit tells how long a style sheet of other bytes is, of %s, granted or not",
  async (_, body, headers, length, expected) => {
    for (const grants of [[], [grant()]]) {
      const server = new RecordingServer(() => ({
        headers: [...grants, ["Content-Type", "text/css"], ...headers],
        body,
      }));
      const lines: string[] = [];
      const page = new Browser({ engine: "webkit", transport: server }).open(APP, {
        onConsole: ({ text }) => lines.push(text),
      });
      const crossorigin = grants.length === 0 ? {} : { crossorigin: "" as const };
      await page.load("stylesheet", API, { integrity: METADATA, ...crossorigin });
      expect(lines).toEqual([
        `Cannot load stylesheet ${API}. Failed integrity metadata check. Content length: ${length}, Expected content length: ${expected}, Expected metadata: ${METADATA}`,
      ]);
    }
  },
);
