import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgram } from "../lib/run-program.mjs";

/**
 * Serves the bundle in workerd, fetches it once, and ends workerd.
 *
 * @param {string} program @param {string} bundle @param {string} version as npm has it, 1.20261117.1
 * @param {number} timeLimit in seconds
 * @returns {Promise<string>} the body
 */
export async function runWorkerd(program, bundle, version, timeLimit) {
  const says = (await runProgram(program, ["--version"])).trim();
  if (says.replaceAll(/\D/g, "") !== version.split(".")[1])
    throw new Error(`the executable says it is ${says}, not ${version}`);

  const config = join(dirname(bundle), "workerd.capnp");
  copyFileSync(fileURLToPath(new URL("workerd.capnp", import.meta.url)), config);
  const child = spawn(program, ["serve", "--control-fd=3", config], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => (errors += text));
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    const port = await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error("it does not listen")), timeLimit * 1000);
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`exit code ${code}`)));
      // It writes {"event":"listen","socket":"http","port":41234}.
      let written = "";
      const control = /** @type {import("node:stream").Readable} */ (child.stdio[3]);
      control.setEncoding("utf8").on("data", (text) => {
        written += text;
        const listening = /"port":(\d+)/.exec(written);
        if (listening === null) return;
        resolve(listening[1]);
      });
    });
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      signal: AbortSignal.timeout(timeLimit * 1000),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`status ${response.status} ${body}`);
    return body;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${errors}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}
