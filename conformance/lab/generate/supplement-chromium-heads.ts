import { everyone } from "./granted.ts";
import { situation, type Situation } from "./situation.ts";

// Of one dot each.
const pictures: Readonly<Record<string, readonly [type: string, base64: string]>> = {
  PNG: [
    "image/png",
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  ],
  GIF: ["image/gif", "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"],
  BMP: [
    "image/bmp",
    "Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAAATCwAAEwsAAAAAAAAAAAAA////AA==",
  ],
};

// By format, of how many of its first bytes: its signature, its size, the begin of its first picture, all.
const lengths: Readonly<Record<string, readonly number[]>> = {
  PNG: [8, 33, 41, 70],
  GIF: [6, 13, 33, 42],
  BMP: [14, 41, 58],
};

/** Pictures that come whole, and are no more than so many of a picture's first bytes. */
export function* chromiumHeadSituations(): Generator<Situation> {
  for (const [name, [type, base64]] of Object.entries(pictures))
    for (const length of lengths[name]!)
      yield situation(
        `the first ${length} bytes of a ${name}`,
        { api: "image", url: "{b/}1" },
        {
          replies: {
            "": [
              {
                status: 200,
                headers: [...everyone, `Content-Type: ${type}`, "Cache-Control: no-store"],
                body: atob(base64).slice(0, length),
              },
            ],
          },
        },
      );
}
