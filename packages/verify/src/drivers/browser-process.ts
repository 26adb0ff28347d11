import { spawn, spawnSync, type ChildProcess, type StdioOptions } from "node:child_process";
import { temporaryDirectory } from "../temporary-directory.ts";

/** A child process in its own group and profile directory; `stop` leaves neither behind, and neither does our own end. */
export interface BrowserProcess {
  readonly child: ChildProcess;
  readonly directory: string;
  /** What it said last on its standard error, where that is a pipe. */
  readonly lastWords: () => string;
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

const LONGEST_WORDS = 4000;

/** Rejects where the command can't be started. */
export async function startBrowserProcess(options: BrowserProcessOptions): Promise<BrowserProcess> {
  const started: { group?: number | undefined } = {};
  const kill = (signal: NodeJS.Signals): void => {
    if (started.group !== undefined) killGroup(started.group, signal);
  };
  const directory = temporaryDirectory("crosswalk-browser-", { before: () => kill("SIGKILL") });
  const { path } = directory;
  const child = spawn(options.command, options.arguments(path), {
    // Its own group: browsers start many processes, and all of them must end together.
    detached: process.platform !== "win32",
    windowsHide: true,
    stdio: options.stdio ?? ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...homeIn(path), ...options.environment },
  });
  started.group = child.pid;
  let words = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-LONGEST_WORDS);
  });
  const silent = new Promise<void>((resolve) => {
    if (child.stderr === null) resolve();
    else child.stderr.once("close", resolve);
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
  } catch (error) {
    directory.remove();
    throw error;
  }
  return {
    child,
    directory: path,
    lastWords: () => words.trim(),
    async stop() {
      kill("SIGTERM");
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())]);
      kill("SIGKILL");
      await ended;
      // Its last words come after its end.
      await Promise.race([silent, new Promise((resolve) => setTimeout(resolve, 200).unref())]);
      directory.remove();
    },
  };
}

function killGroup(group: number, signal: NodeJS.Signals): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(group), "/T", "/F"], { windowsHide: true });
    return;
  }
  try {
    process.kill(-group, signal);
  } catch {
    // The group is gone already.
  }
}

/** A failure to start, with what the browser said of it. */
export async function withLastWords(browser: BrowserProcess, error: unknown): Promise<Error> {
  await browser.stop();
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${message}\n${browser.lastWords()}`, { cause: error });
}

/** What it would write into the user's home goes with the profile. */
function homeIn(directory: string): Record<string, string> {
  return {
    HOME: directory,
    XDG_CACHE_HOME: `${directory}/cache`,
    XDG_CONFIG_HOME: `${directory}/config`,
    XDG_DATA_HOME: `${directory}/data`,
    // Elsewhere the path is longer than the name of a socket may be.
    ...(process.platform === "linux" ? { TMPDIR: directory } : {}),
  };
}
