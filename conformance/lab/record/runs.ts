import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { RecordedCase } from "./recorded-case.ts";

/** A run in progress: a line a case, so that a long run can be taken up where it stopped. */
export class RunFile {
  readonly #path: string;
  readonly recorded: Map<string, RecordedCase> = new Map();
  version = "";

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, "utf8").split("\n")) {
      if (line === "") continue;
      const { version, ...one } = JSON.parse(line);
      this.version = version;
      this.recorded.set(one.id, one);
    }
  }

  drop(ids: ReadonlySet<string>): void {
    for (const id of ids) this.recorded.delete(id);
    writeFileSync(this.#path, [...this.recorded.values()].map((one) => this.#line(one)).join(""));
  }

  #line(one: RecordedCase): string {
    return `${JSON.stringify({ version: this.version, ...one })}\n`;
  }

  add(cases: readonly RecordedCase[], version: string): void {
    this.version = version;
    for (const one of cases) this.recorded.set(one.id, one);
    appendFileSync(this.#path, cases.map((one) => this.#line(one)).join(""));
  }
}
