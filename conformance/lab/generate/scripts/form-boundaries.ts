import type { Situation } from "../situation.ts";
import { scripted } from "./script.ts";

/** What the boundaries of forms are made of, which is random: of a thousand, what each of them is, or some. */
export function* formBoundarySituations(): Generator<Situation> {
  yield scripted("boundaries of a thousand forms", [
    "const random = Array.from({ length: 1000 }, () => {",
    `  const { headers } = new Request("{a/}1", { method: "POST", body: new FormData() });`,
    `  return headers.get("Content-Type").replace(/^.*=-*[A-Za-z]*boundary/i, "");`,
    "});",
    `note("all hexadecimal", random.every((letters) => /^[0-9a-f]+$/.test(letters)));`,
    `note("longest", Math.max(...random.map(({ length }) => length)));`,
    `note("of one length", new Set(random.map(({ length }) => length)).size === 1);`,
    `note("some begin with 0", random.some((letters) => letters.startsWith("0")));`,
    `note("some are twice there", new Set(random).size < 1000);`,
  ]);
}
