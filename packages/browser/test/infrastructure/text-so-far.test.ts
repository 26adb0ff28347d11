import { TextDecoder } from "@exodus/bytes/encoding-browser.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TextSoFar } from "../../src/infrastructure/text-so-far.ts";

/** Bytes that begin and end escape sequences and characters, rightly and wrongly. */
const odd = fc.constantFrom(
  0x1b,
  ...Buffer.from("\u001B($BJI@!0A~\u007F\n\u000E\\"),
  0x81,
  0xa4,
  0xff,
  0x00,
);
const escape = fc
  .constantFrom("(B", "(J", "(I", "$@", "$B")
  .map((name) => [0x1b, name.charCodeAt(0), name.charCodeAt(1)]);
const bytesOf = fc
  .array(
    fc.oneof(
      odd.map((byte) => [byte]),
      escape,
    ),
    { maxLength: 12 },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

test.each(["iso-2022-jp", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr", "utf-8", "utf-16le"])(
  "what %s says so far is what it says if it ends there, wherever it was asked",
  (encoding) => {
    fc.assert(
      fc.property(
        bytesOf,
        fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }),
        (bytes, asked) => {
          const text = new TextSoFar();
          for (let end = 0; end <= bytes.length; end++) {
            const come = bytes.subarray(0, end);
            if (asked[end] === false) continue;
            const whole = new TextDecoder(encoding, { ignoreBOM: true }).decode(come);
            expect(text.decode(come, encoding)).toBe(whole);
          }
        },
      ),
      { numRuns: 1000 },
    );
  },
);
