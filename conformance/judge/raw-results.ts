import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Case } from "../lab/case.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";

/** What a browser did in one run, kept by the case itself: a generator that changed finds only what it still makes. */
export class RawResults {
  readonly #path: string;
  readonly #results: Map<string, { readonly version: string; readonly result: RecordedCase }> =
    new Map();

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, "utf8").split("\n")) {
      // The last line is cut short where the process was.
      if (!line.endsWith("}")) continue;
      const { digest, version, result } = JSON.parse(line);
      this.#results.set(digest, { version, result });
    }
  }

  get(one: Case): RecordedCase | undefined {
    return this.#results.get(digestOf(one))?.result;
  }

  versionOf(one: Case): string {
    return this.#results.get(digestOf(one))?.version ?? "";
  }

  add(one: Case, version: string, result: RecordedCase): void {
    const digest = digestOf(one);
    this.#results.set(digest, { version, result });
    appendFileSync(this.#path, `${JSON.stringify({ digest, version, result })}\n`);
  }
}

const digestOf = (one: Case): string =>
  createHash("sha256").update(JSON.stringify(one)).digest("base64").slice(0, 24);
