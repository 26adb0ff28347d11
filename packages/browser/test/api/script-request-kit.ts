import { Browser, type EngineName, type Page, type TransportRequest } from "@crosswalk/browser";
import { APP, grant, RecordingServer } from "../recording-server.ts";

export const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const granted = {
  headers: [
    grant(),
    ["Access-Control-Allow-Headers", "x-a, content-type"],
    ["Access-Control-Allow-Methods", "PUT"],
  ] as [string, string][],
};

interface Opened {
  readonly page: Page;
  readonly server: RecordingServer;
  /** Of each message its body, as text. */
  readonly bodies: Promise<string>[];
}

export function open(engine: EngineName = "standard"): Opened {
  const bodies: Promise<string>[] = [];
  const server = new RecordingServer((request) => {
    bodies.push(textOf(request.body));
    return granted;
  });
  return { page: new Browser({ engine, transport: server }).open(`${APP}/page`), server, bodies };
}

async function textOf(body: TransportRequest["body"]): Promise<string> {
  if (body === null) return "";
  if (body.source === null) return new Response(body.stream).text();
  return new TextDecoder().decode(await body.read());
}
