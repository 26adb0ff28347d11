import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** @typedef {import("./pack.mjs").PublicPackage} PublicPackage */

/** The table without its rules: what is left is what the code weighs. */
const EMPTY_TABLE = `export const publicSuffixTable = "", publicSuffixListDate = "";`;

/**
 * How many bytes an entry may be, minified, with all that it imports. A ceiling is what was measured and about a twentieth more:
 * it makes growth a decision. It moves in the commit that earns it.
 *
 * @type {readonly { entry: string, withoutTable: boolean, ceiling: number, story: string }[]}
 */
const CEILINGS = [
  {
    entry: "@crosswalk/cors/protocol",
    withoutTable: false,
    ceiling: 24_800,
    story:
      "the algorithms of the Fetch Standard and one sentence for each error code, 24,650 bytes since header lists know at once of most names that they have none; pages load this room alone",
  },
  {
    entry: "@crosswalk/cors",
    withoutTable: true,
    ceiling: 55_000,
    story:
      "52,707 bytes, a quarter of them the messages and hints of the policy issues, which a wrong policy must not start without",
  },
  {
    entry: "@crosswalk/cors",
    withoutTable: false,
    ceiling: 142_000,
    story: "the public-suffix table is 85,663 bytes of it, and grows with the list",
  },
  {
    entry: "@crosswalk/cors/web",
    withoutTable: true,
    ceiling: 51_500,
    story:
      "49,567 bytes: what a Worker deploys beside its own code; comparePolicies and the like are shaken off",
  },
  {
    entry: "@crosswalk/cors/node",
    withoutTable: true,
    ceiling: 55_000,
    story:
      "53,303 bytes: an adapter is a translation, and the largest of them should weigh no more than a few thousand bytes over web",
  },
];

/**
 * @param {string} entry @param {string} folder where it is installed @param {boolean} withoutTable
 * @returns {Promise<{ bytes: number, gzipped: number, imports: string[] }>}
 */
async function bundle(entry, folder, withoutTable) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: `export * from "${entry}";`, resolveDir: folder },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    // What the browser lacks stays an import, and is named below.
    external: ["node:*"],
    metafile: true,
    write: false,
    logLevel: "silent",
    plugins: [
      {
        name: "empty table",
        setup(builder) {
          if (!withoutTable) return;
          builder.onLoad({ filter: /public-suffix-table\.js$/ }, () => ({ contents: EMPTY_TABLE }));
        },
      },
    ],
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const imports = Object.values(metafile.outputs).flatMap((output) =>
    output.imports.map(({ path }) => path),
  );
  return { bytes: code.length, gzipped: gzipSync(code).length, imports };
}

/**
 * @param {PublicPackage} subject @param {string} folder where it is installed
 * @returns {import("../lib/steps.mjs").Step[]}
 */
export function bundleSteps({ name, entries }, folder) {
  return [
    {
      name: `${name}: every entry is whole without Node`,
      run: async () => {
        const bundled = entries.filter(({ isOfNode }) => !isOfNode);
        for (const { entry } of bundled) {
          const { imports } = await bundle(entry, folder, false);
          if (imports.length > 0) throw new Error(`${entry} imports ${imports.join(", ")}`);
        }
        return `${bundled.length} entries bundled for the browser`;
      },
    },
    ...CEILINGS.filter(({ entry }) => entries.some((other) => other.entry === entry)).map(
      ({ entry, withoutTable, ceiling, story }) => ({
        name: `${entry}${withoutTable ? " without the public-suffix table" : ""} is at most ${ceiling} bytes`,
        run: async () => {
          const { bytes, gzipped } = await bundle(entry, folder, withoutTable);
          if (bytes > ceiling)
            throw new Error(
              `${entry} has ${bytes} bytes minified. The ceiling is ${ceiling}: ${story}`,
            );
          return `${bytes}, gzipped ${gzipped}`;
        },
      }),
    ),
  ];
}
