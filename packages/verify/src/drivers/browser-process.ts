import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A child process in its own group and profile directory; `stop` leaves neither behind. */
export interface BrowserProcess {
  readonly child: ChildProcess;
  readonly directory: string;
  stop(): Promise<void>;
}

export interface BrowserProcessOptions {
  readonly command: string;
  readonly arguments: (directory: string) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
}

// A browser that is told to end needs up to a second to flush its profile.
const PATIENCE = 3000;

export async function startBrowserProcess(options: BrowserProcessOptions): Promise<BrowserProcess> {
  const directory = await mkdtemp(join(tmpdir(), "crosswalk-browser-"));
  const child = spawn(options.command, options.arguments(directory), {
    // Its own group: browsers start many processes, and all of them must end together.
    detached: true,
    stdio: options.stdio ?? ["ignore", "pipe", "pipe"],
    env: { ...process.env, HOME: directory, ...options.environment },
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const killGroup = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const onExit = (): void => killGroup("SIGKILL");
  process.once("exit", onExit);
  return {
    child,
    directory,
    async stop() {
      killGroup("SIGTERM");
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())]);
      killGroup("SIGKILL");
      await ended;
      process.removeListener("exit", onExit);
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
