import { everyone } from "./granted.ts";
import { get, type Situation, situation } from "./situation.ts";
import type { Reply } from "../case.ts";

/** What comes of a part beyond what is stored, where the server says that nothing has changed, though nobody has asked it that. */
export function* chromiumBeyondSituations(): Generator<Situation> {
  const stored: readonly (readonly [status: number, body: string])[] = [
    [304, ""],
    [204, ""],
    [200, ""],
    [200, "0123456789"],
    [203, "0123456789"],
    [404, "0123456789"],
  ];
  const answered = (status: number, body: string, lines: readonly string[]): Reply => ({
    status,
    headers: [...everyone, "Content-Type: text/plain", ...lines],
    body,
  });
  for (const url of ["{a/}1", "{b/}1"])
    for (const [status, body] of stored)
      for (const lines of [[], ["Vary: *"]])
        for (const range of ["bytes=0-1", "bytes=20-"])
          yield situation(
            `${range} of ${url}, stored with ${status} and ${body.length} bytes, ${lines.join()}`,
            [get({ url }), get({ url, headers: [["Range", range]] }), get({ url })],
            {
              replies: {
                preflight: [{ status: 204, headers: everyone }],
                "1": [
                  answered(status, body, lines),
                  answered(304, "", lines),
                  answered(200, "0123456789", lines),
                ],
              },
            },
          );
}
