import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Driver, DriverName } from "../lab/drivers/driver.ts";
import { startDriver } from "../lab/drivers/start.ts";
import type { Outcome } from "@crosswalk/verify/page";
import { bundleRunner, plainPage } from "../lab/page/pages.ts";
import type { Origins } from "../lab/placeholders.ts";
import { startCaseServer, type CaseServer, type SeenMessage } from "../lab/server/case-server.ts";
import { RUNNER, type Staged } from "./stage.ts";

/** What a browser did with a staged scenario. */
export interface Performance {
  /** Of the request itself. */
  readonly outcome: Outcome;
  /** What servers saw of it and of what came before, without its page. */
  readonly seen: readonly SeenMessage[];
  readonly console: readonly string[];
  /** Chromium alone: its name of what was wrong, and the URL. */
  readonly cors: readonly string[];
}

// As in the laboratory: what is sent last arrives a moment later.
const SETTLE = 15;

/** A browser and the servers that it asks. */
export class StageBrowser {
  readonly directory: string;
  readonly #driver: Driver;
  readonly #server: CaseServer;

  private constructor(driver: Driver, server: CaseServer, directory: string) {
    this.#driver = driver;
    this.#server = server;
    this.directory = directory;
  }

  static async start(name: DriverName, root: URL): Promise<StageBrowser> {
    const script = bundleRunner(root);
    const headers = ["Content-Type: text/javascript"];
    const body = Buffer.from(script).toString("latin1");
    const server = await startCaseServer((target) =>
      target === RUNNER ? { status: 200, headers, body } : undefined,
    );
    const directory = mkdtempSync(join(tmpdir(), "crosswalk-staged-"));
    writeFileSync(join(directory, "index.html"), plainPage(root));
    writeFileSync(join(directory, "data.json"), "{}");
    try {
      const options = { spkiFingerprint: server.spkiFingerprint, firstPage: "about:blank" };
      return new StageBrowser(await startDriver(name, options), server, directory);
    } catch (error) {
      await server.close();
      rmSync(directory, { recursive: true });
      throw error;
    }
  }

  get origins(): Origins {
    return this.#server.origins;
  }

  get version(): string {
    return this.#driver.version;
  }

  async perform({ id, pageUrl, visits, steps, rules }: Staged): Promise<Performance> {
    this.#server.begin({ id, replies: {}, rules });
    for (const url of visits) await this.#driver.navigate(url);
    await this.#driver.navigate(pageUrl);
    const json = (value: unknown): string => JSON.stringify(value);
    const [outcomes] = JSON.parse(
      await this.#driver.evaluate(
        `crosswalkLab([${json({ id, steps })}], ${json(this.origins)}, 1)`,
      ),
    ) as Outcome[][];
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    const said = await this.#driver.takeDiagnostics();
    const own = new Set([pageUrl, ...visits]);
    return {
      outcome: outcomes!.at(-1)!,
      seen: this.#server
        .finish(id)
        .filter(({ origin, request }) => !own.has(this.origins[origin] + request.target)),
      console: said.filter(({ kind }) => kind === "console").map(({ text }) => text),
      cors: said.filter(({ kind }) => kind === "cors").map(({ text, url }) => `${url} ${text}`),
    };
  }

  async close(): Promise<void> {
    await this.#driver.close();
    await this.#server.close();
    rmSync(this.directory, { recursive: true });
  }
}
