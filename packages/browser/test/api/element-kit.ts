import { fontFile } from "../font-file.ts";
import {
  Browser,
  type EngineName,
  handlerTransport,
  type LoadAttributes,
  type LoadKind,
  type LoadOutcome,
  type PageOptions,
} from "@crosswalk/browser";

export const APP = "https://app.example";

export const OTHER = "https://other.example";

export const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);

const wav = new TextEncoder().encode("RIFF\0\0\0\0WAVEfmt ");

const files = new Map<LoadKind, readonly [body: BodyInit, type: string]>([
  ["image", [png, "image/png"]],
  ["script", ["let chicken", "text/javascript"]],
  ["module", ["export {}", "text/javascript"]],
  ["import", ["export {}", "text/javascript"]],
  ["stylesheet", ["a { color: red }", "text/css"]],
  ["font", [fontFile, "font/ttf"]],
  ["audio", [wav, "audio/wav"]],
  ["video", [wav, "video/mp4"]],
  ["track", ["WEBVTT\n\n00:00.000 --> 00:01.000\nCHICKEN\n", "text/vtt"]],
  ["shape", [png, "image/png"]],
  ["mask", [png, "image/png"]],
  ["svg-use", ["<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"]],
  ["event-source", ["data: CHICKEN\n\n", "text/event-stream"]],
  ["worker", ["postMessage(1)", "text/javascript"]],
  ["preload", [png, "image/png"]],
]);

interface Situation {
  readonly kind: LoadKind;
  readonly from?: string;
  readonly to?: string;
  readonly attributes?: LoadAttributes;
  readonly engine?: EngineName;
  readonly grant?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly body?: BodyInit | null;
  readonly type?: string;
  readonly page?: PageOptions;
}

export async function load(one: Situation): Promise<{ outcome: LoadOutcome; requests: Request[] }> {
  const {
    kind,
    from = APP,
    to = OTHER,
    attributes = {},
    engine = "standard",
    grant = {},
    status = 200,
    page = {},
  } = one;
  const [file, fileType] = files.get(kind) ?? ["", "text/plain"];
  const requests: Request[] = [];
  const transport = handlerTransport((request) => {
    requests.push(request);
    const body = one.body === undefined ? file : one.body;
    return new Response(status === 204 ? null : body, {
      status,
      headers: { "Content-Type": one.type ?? fileType, ...grant },
    });
  });
  const browser = new Browser({ engine, transport });
  const outcome = await browser.open(`${from}/`, page).load(kind, `${to}/file`, attributes);
  return { outcome, requests };
}

export const ANYONE = { "Access-Control-Allow-Origin": "*" };

export const APP_WITH_CREDENTIALS = {
  "Access-Control-Allow-Origin": APP,
  "Access-Control-Allow-Credentials": "true",
};
