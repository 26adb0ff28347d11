import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emission } from "@crosswalk/config";

/** A server program that runs what was emitted for it, in front of an application. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

export type ServerName = "nginx" | "apache" | "caddy" | "haproxy";

interface Program {
  readonly command: string;
  readonly parameters: (folder: string) => readonly string[];
  /** The configuration around what was emitted: a listener on loopback, and the application behind it. */
  readonly configuration: (text: (name: string) => string, at: Place) => string;
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly upstream: number;
}

const modules = [
  "mpm_event",
  "authz_core",
  "setenvif",
  "headers",
  "rewrite",
  "proxy",
  "proxy_http",
];

const programs: Readonly<Record<ServerName, Program>> = {
  nginx: {
    command: "nginx",
    parameters: (folder) => [
      "-p",
      folder,
      "-c",
      join(folder, "configuration"),
      "-e",
      join(folder, "errors"),
    ],
    configuration: (text, { folder, port, upstream }) => `
daemon off; pid ${folder}/pid; worker_processes 1;
events {}
http {
access_log off;
client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
${text("cors-http.conf")}
server {
listen 127.0.0.1:${port};
${text("cors-server.conf")}
location / { proxy_pass http://127.0.0.1:${upstream}; }
}
}`,
  },
  apache: {
    command: "/usr/sbin/apache2",
    parameters: (folder) => ["-X", "-d", folder, "-f", join(folder, "configuration")],
    configuration: (text, { folder, port, upstream }) => `
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
ServerName 127.0.0.1
PidFile ${folder}/pid
ErrorLog ${folder}/errors
Listen 127.0.0.1:${port}
<VirtualHost 127.0.0.1:${port}>
${text("apache.conf")}
ProxyPass "/" "http://127.0.0.1:${upstream}/"
</VirtualHost>`,
  },
  haproxy: {
    command: "/usr/sbin/haproxy",
    parameters: (folder) => ["-db", "-f", join(folder, "configuration")],
    configuration: (text, { port, upstream }) => `
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend front
  bind 127.0.0.1:${port}
${text("haproxy.cfg")}
  default_backend application
backend application
  server one 127.0.0.1:${upstream}
`,
  },
  caddy: {
    command: "caddy",
    parameters: (folder) => [
      "run",
      "--adapter",
      "caddyfile",
      "--config",
      join(folder, "configuration"),
    ],
    configuration: (text, { port, upstream }) => `
{
	admin off
	auto_https off
}
http://127.0.0.1:${port} {
${text("Caddyfile").replace("127.0.0.1:8080", `127.0.0.1:${upstream}`)}
}`,
  },
};

/** Starts the program in the foreground, in a folder of its own, and waits until it listens. */
export async function startServer(
  name: ServerName,
  { files }: Emission,
  upstream: number,
): Promise<RunningServer> {
  const { command, parameters, configuration } = programs[name];
  const folder = mkdtempSync(join(tmpdir(), `crosswalk-${name}-`));
  mkdirSync(join(folder, "logs"));
  const port = await freePort();
  const text = (file: string): string => {
    const found = files.find((one) => one.name === file);
    if (found === undefined) throw new Error(`nothing was emitted as ${file}`);
    return found.text;
  };
  writeFileSync(join(folder, "configuration"), configuration(text, { folder, port, upstream }));
  const child = spawn(command, parameters(folder), {
    stdio: ["ignore", "pipe", "pipe"],
    // Caddy keeps what it was given last in its user's folders.
    env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => (output += String(data)));
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`exit code ${code ?? signal}`));
  });
  const failure = await Promise.race([ended, untilListening(port)]);
  if (failure !== null) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`${name} did not start: ${failure}\n${output}`);
  }
  return {
    port,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function untilListening(port: number): Promise<null> {
  for (;;) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isThere) return null;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
