import { sfnt, tablesOf, withBytes, without, woff, woff2 } from "./font-files.ts";
import { situation, type Situation } from "./situation.ts";

const DIRECTORY = 12 + 16 * tablesOf(sfnt).size;

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

/** What begins as a font, by what is wrong with it. */
function* files(): Generator<readonly [string, Buffer]> {
  yield ["nothing", sfnt];
  yield ["nothing, as WOFF", woff(sfnt)];
  yield ["nothing, as WOFF 2.0", woff2(sfnt)];
  for (const length of [
    4,
    8,
    11,
    12,
    13,
    12 + 16,
    DIRECTORY - 1,
    DIRECTORY,
    DIRECTORY + 1,
    sfnt.length - 1,
  ])
    yield [`it ends after ${length} bytes`, sfnt.subarray(0, length)];
  for (const tag of ["OTTO", "true", "ttcf", "typ1", "wOFF", "wOF2"]) {
    yield [`it begins with ${tag}`, Buffer.concat([latin1(tag), sfnt.subarray(4)])];
    yield [`it is ${tag}`, latin1(tag)];
  }
  yield ["it has no tables", withBytes(sfnt, 4, 0, 0)];
  yield ["it has 4095 tables", withBytes(sfnt, 4, 0x0f, 0xff)];
  yield ["it has 4096 tables", withBytes(sfnt, 4, 0x10, 0)];
  yield ["its numbers to search by are nothing", withBytes(sfnt, 6, 0, 0, 0, 0, 0, 0)];
  yield ["its first tag has a control character", withBytes(sfnt, 12, 1)];
  yield ["its first checksum is another", withBytes(sfnt, 16, 1, 2, 3, 4)];
  yield ["its first table is at 0", withBytes(sfnt, 20, 0, 0, 0, 0)];
  yield ["its first table is in the directory", withBytes(sfnt, 20, 0, 0, 0, DIRECTORY - 4)];
  yield ["its first table is misaligned", withBytes(sfnt, 23, sfnt[23]! + 1)];
  yield ["its first table is beyond the end", withBytes(sfnt, 20, 0, 1, 0, 0)];
  yield ["its first table has no bytes", withBytes(sfnt, 24, 0, 0, 0, 0)];
  yield ["its first table overruns the end", withBytes(sfnt, 24, 0, 0, 0xff, 0)];
  yield ["its first table overlaps the second", withBytes(sfnt, 27, sfnt[27]! + 4)];
  yield ["its first table is over a gigabyte", withBytes(sfnt, 24, 0x7f, 0, 0, 0)];
  for (const tag of tablesOf(sfnt).keys()) {
    yield [`it has no ${tag}`, without(sfnt, tag)];
    const at = sfnt.indexOf(tablesOf(sfnt).get(tag)!);
    yield [
      `its ${tag} is of zeros`,
      withBytes(
        sfnt,
        at,
        ...tablesOf(sfnt)
          .get(tag)!
          .map(() => 0),
      ),
    ];
  }
  yield* ofWoff("WOFF", woff(sfnt));
  yield* ofWoff("WOFF 2.0", woff2(sfnt));
}

function* ofWoff(words: string, file: Buffer): Generator<readonly [string, Buffer]> {
  for (const length of [7, 11, 19, 43, 47, 60, file.length - 1])
    yield [`${words} ends after ${length} bytes`, file.subarray(0, length)];
  yield [`${words} is longer than it says`, Buffer.concat([file, Buffer.alloc(4)])];
  yield [`${words} is of another flavour`, withBytes(file, 4, 1, 2, 3, 4)];
  yield [`${words} has another length`, withBytes(file, 8, 0, 0, 0, 1)];
  yield [`${words} has no tables`, withBytes(file, 12, 0, 0)];
  yield [`${words} has a reserved number`, withBytes(file, 14, 0, 1)];
  yield [`${words} has no size unpacked`, withBytes(file, 16, 0, 0, 0, 0)];
  yield [`${words} has another size unpacked`, withBytes(file, 19, file[19]! + 4)];
  yield [
    `${words} has metadata beyond its end`,
    withBytes(file, 24, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1),
  ];
}

/** Fonts of which the first bytes are right, and something further on is not. */
export function* malformedFontSituations(): Generator<Situation> {
  for (const [words, file] of files())
    yield situation(
      `a font of which is wrong: ${words}`,
      { api: "font", url: "{b/}1" },
      {
        replies: {
          "1": [
            {
              status: 200,
              headers: [
                "Access-Control-Allow-Origin: *",
                "Content-Type: font/ttf",
                "Cache-Control: no-store",
              ],
              body: file.toString("latin1"),
            },
          ],
        },
      },
    );
}
