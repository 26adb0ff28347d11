// What needs no browser here needs a build, which the run of the browsers has behind it.
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { preflightCommand, requestCommand } from "../src/demo/greeting.ts";
import { listenOnLoopback } from "../src/loopback-server.ts";

/** What the README says to ask, of the demo that was started here. */
function commandOfReadme(api: string, refused: string): string {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const command = /^node packages\/cli\/dist\/crosswalk\.js explain .*$/m.exec(readme)?.[0] ?? "";
  return command.replace("http://localhost:4810", api).replace("http://localhost:4812", refused);
}

describe("npm start", () => {
  test("prints both pages and curls that work, and Ctrl-C ends it", async () => {
    // A terminal sends its signal to the whole group.
    const child = spawn("npm", ["start"], {
      cwd: new URL("../../", import.meta.url),
      env: { ...process.env, PORT: "0" },
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<unknown>((resolve) => {
      child.once("exit", (code, signal) => resolve(signal ?? code));
    });
    let api = "";
    try {
      const printed = await textUntil(child.stdout, "Ctrl-C ends it");
      const urls = ["API on", "Open", "then"].map(
        (word) => new RegExp(`${word} +(http://localhost:\\d+)`).exec(printed)?.[1] ?? "",
      ) as [string, string, string];
      const [, allowed, refused] = urls;
      api = urls[0];
      expect(new Set([...urls, ""]).size).toBe(4);
      for (const url of [allowed, refused]) {
        expect(await (await fetch(url)).text()).toContain("<!doctype html>");
      }
      const lines = printed.split("\n").map((line) => line.trim());
      expect(lines).toContain(preflightCommand(api, allowed));
      expect(lines).toContain(requestCommand(api, allowed));
      expect(await shell(preflightCommand(api, allowed))).toMatch(
        new RegExp(`^HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: ${allowed}\r\n`),
      );
      const explained = await shell(`${commandOfReadme(api, refused)} || true`);
      expect(explained).toContain(`+ Access-Control-Allow-Origin: ${refused}`);
      expect(explained).toContain('allowMethods: ["PUT"]');
      expect(await shell(requestCommand(api, allowed))).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*kettle/);
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
    }
    // npm ends by the signal that it was sent.
    expect(await ended).toBe("SIGINT");
    await expect(fetch(api)).rejects.toThrow("fetch failed");
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "the program itself ends well on %s",
    async (signal) => {
      const child = startProgram({ PORT: "0" });
      await textUntil(child.stdout, "Ctrl-C ends it");
      child.kill(signal);
      expect(await end(child)).toEqual({ code: 0, printed: "" });
    },
  );

  test.each([
    { port: "five", message: /^PORT: "five" is not a port; write a number from 0 to 65533\n$/ },
    { port: "65534", message: /^PORT: "65534" is not a port; write a number from 0 to 65533\n$/ },
  ])("PORT=$port does not start", async ({ port, message }) => {
    const { code, printed } = await end(startProgram({ PORT: port }));
    expect(code).toBe(1);
    expect(printed).toMatch(message);
  });

  test("a port that was asked for and is busy does not start, and says so", async () => {
    const busy = await listenOnLoopback(() => createServer());
    try {
      // The API's is the first of three; the first that is tried is the second.
      const { code, printed } = await end(startProgram({ PORT: String(busy.port - 1) }));
      expect(code).toBe(1);
      expect(printed).toContain(`PORT: somebody listens on ${busy.port} already`);
    } finally {
      await busy.close();
    }
  });
});

function textUntil(stream: Readable, end: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(end)) resolve(text);
    });
    stream.once("end", () => reject(new Error(`it ended after ${JSON.stringify(text)}`)));
  });
}

function startProgram(
  environment: Record<string, string>,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, ["examples/dist/demo/main.js"], {
    cwd: new URL("../../", import.meta.url),
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** How a program ended, and what it had to complain about. */
function end(
  child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<{ code: number | null; printed: string }> {
  return new Promise((resolve) => {
    let printed = "";
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.once("close", (code) => resolve({ code, printed }));
  });
}

function shell(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.once("error", reject);
    child.once("close", () => resolve(text));
  });
}
