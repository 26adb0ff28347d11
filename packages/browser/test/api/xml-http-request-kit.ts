import {
  Browser,
  type EngineName,
  ManualClock,
  type Page,
  type PageXmlHttpRequest,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "@crosswalk/browser";

export const APP = "https://app.example";
export const API = "https://api.example";

export const GRANT = ["Access-Control-Allow-Origin", "*"] as const;

/** What a server answers; chunks come when they are asked for, and a number among them is a wait. */
export interface Answer {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly chunks?: readonly (string | Uint8Array | number | Error)[] | null;
  /** Milliseconds before it begins. */
  readonly delay?: number;
}

export interface Situation {
  readonly page: Page;
  readonly clock: ManualClock;
  readonly requests: readonly TransportRequest[];
}

const encoder = new TextEncoder();

/** A page of `APP`, and a server for all origins. */
export function open(
  answer: (request: TransportRequest) => Answer | Error,
  engine: EngineName = "standard",
): Situation {
  const clock = new ManualClock();
  const requests: TransportRequest[] = [];
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void clock.schedule(resolve, milliseconds));
  const transport: Transport = {
    async send(request): Promise<TransportResponse> {
      requests.push(request);
      const answered = answer(request);
      if (answered instanceof Error) throw answered;
      const {
        status = 200,
        statusText = "",
        headers = [GRANT],
        chunks = ["CHICKEN"],
        delay,
      } = answered;
      if (delay !== undefined) await wait(delay);
      const body = chunks === null ? null : { [Symbol.asyncIterator]: () => play(chunks, wait) };
      return { status, statusText, headers, body };
    },
  };
  return { page: new Browser({ engine, transport, clock }).open(`${APP}/`), clock, requests };
}

async function* play(
  chunks: NonNullable<Answer["chunks"]>,
  wait: (milliseconds: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    if (typeof chunk === "number") await wait(chunk);
    else yield typeof chunk === "string" ? encoder.encode(chunk) : chunk;
  }
}

/** Its events from now on, as `readyState` or as `type loaded/total`. */
export function record(
  xhr: PageXmlHttpRequest,
  targets: "both" | "download" = "download",
): string[] {
  const events: string[] = [];
  const note =
    (prefix: string) =>
    (event: Event): void => {
      const { type, loaded, total } = event as ProgressEvent;
      events.push(`${prefix}${type} ${loaded}/${total}`);
    };
  xhr.addEventListener("readystatechange", () => void events.push(String(xhr.readyState)));
  for (const type of ["loadstart", "progress", "abort", "error", "load", "timeout", "loadend"]) {
    xhr.addEventListener(type, note(""));
    if (targets === "both") xhr.upload.addEventListener(type, note("upload."));
  }
  return events;
}

/** Lets all that waits for nothing but a turn happen. */
export async function turn(): Promise<void> {
  for (let count = 0; count < 20; count++) await new Promise((resolve) => setImmediate(resolve));
}

export function ended(xhr: PageXmlHttpRequest): Promise<void> {
  return new Promise((resolve) => xhr.addEventListener("loadend", () => resolve()));
}

/** Opens, sends and waits for the end. */
export async function get(
  page: Page,
  url = `${API}/`,
  change: (xhr: PageXmlHttpRequest) => void = () => {},
): Promise<PageXmlHttpRequest> {
  const xhr = new page.XMLHttpRequest();
  xhr.open("GET", url);
  change(xhr);
  const end = ended(xhr);
  xhr.send();
  await end;
  return xhr;
}

export const answering = (answer: Answer = {}) => open(() => answer);

export const nameOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof DOMException ? error.name : String(error);
  }
  return "nothing thrown";
};
