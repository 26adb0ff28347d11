import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs a program of this repository, or of its dependencies, without a terminal.
 *
 * @param {string} command @param {readonly string[]} parameters
 * @param {{ cwd?: string, timeLimit?: number, env?: Record<string, string> }} [options] `timeLimit` in seconds
 * @returns {Promise<string>} its standard output; rejects with all it printed where the program fails
 */
export function runProgram(command, parameters, { cwd = root, timeLimit = 600, env = {} } = {}) {
  const {
    // Set by `npm run`, it would send an npm that is started in another folder back to this one.
    npm_config_local_prefix: _localPrefix,
    // Vitest and others warn of NO_COLOR beside it.
    FORCE_COLOR: _forceColor,
    ...inherited
  } = process.env;
  const path = [join(root, "node_modules/.bin"), inherited["PATH"]].join(delimiter);
  const child = spawn(command, parameters, {
    cwd,
    env: { ...inherited, PATH: path, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let everything = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
    everything += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => (everything += text));
  // NB: The `timeout` option of spawn keeps its timer where the program does not exist, and the process with it.
  const timer = setTimeout(() => child.kill("SIGKILL"), timeLimit * 1000);
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      const how = signal === null ? `exit code ${code}` : `${signal}, time limit ${timeLimit} s`;
      return reject(
        new Error(
          `${[command, ...parameters].join(" ")}: ${how}\n${stripVTControlCharacters(everything).trimEnd()}`,
        ),
      );
    });
  });
}
