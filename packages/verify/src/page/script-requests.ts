import type { ScriptRequest } from "./script-request.ts";
import { bodyValue } from "./body.ts";
import type { Outcome } from "./outcome.ts";

const LONGEST_BODY = 200;

const describe = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException
    ? `${error.name}: ${error.message}`
    : String(error);

const shorten = (text: string): string =>
  text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}… ${text.length}` : text;

export async function runFetch(one: ScriptRequest, signal: AbortSignal): Promise<Outcome> {
  const init: RequestInit & { duplex?: string; targetAddressSpace?: string } = { signal };
  if (one.method !== undefined) init.method = one.method;
  if (one.headers !== undefined)
    init.headers = one.headers.map(([name, value]) => [name, value] as [string, string]);
  if (one.credentials !== undefined) init.credentials = one.credentials;
  if (one.mode !== undefined) init.mode = one.mode as RequestMode;
  if (one.redirect !== undefined) init.redirect = one.redirect;
  if (one.cache !== undefined) init.cache = one.cache as RequestCache;
  if (one.referrerPolicy !== undefined) init.referrerPolicy = one.referrerPolicy as ReferrerPolicy;
  if (one.referrer !== undefined) init.referrer = one.referrer;
  if (one.keepalive !== undefined) init.keepalive = one.keepalive;
  if (one.integrity !== undefined) init.integrity = one.integrity;
  if (one.targetAddressSpace !== undefined) init.targetAddressSpace = one.targetAddressSpace;
  if (one.body !== undefined) init.body = bodyValue(one.body);
  if (one.body?.kind === "stream") init.duplex = "half";
  let response: Response;
  try {
    response = await fetch(one.url, init);
  } catch (error) {
    return { result: "rejected", error: describe(error) };
  }
  const outcome = {
    result: "fulfilled",
    type: response.type,
    status: response.status,
    statusText: response.statusText,
    url: response.url,
    redirected: response.redirected,
    headers: [...response.headers],
  };
  try {
    return { ...outcome, body: shorten(await response.text()) };
  } catch (error) {
    return { ...outcome, error: describe(error) };
  }
}

export function runXhr(
  one: ScriptRequest,
  signal: AbortSignal,
  onOpened: () => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    const events: string[] = [];
    const finish = (result: string): void =>
      resolve({
        result,
        status: xhr.status,
        statusText: xhr.statusText,
        url: xhr.responseURL,
        headers: xhr.getAllResponseHeaders(),
        body: body(),
        events: events.join(" "),
      });
    const body = (): string => {
      try {
        if (xhr.response === null) return "null";
        if (typeof xhr.response === "string") return shorten(xhr.response);
        return Object.prototype.toString.call(xhr.response);
      } catch (error) {
        return describe(error);
      }
    };
    try {
      xhr.open(one.method ?? "GET", one.url, one.synchronous !== true);
      onOpened();
      for (const [name, value] of one.headers ?? []) xhr.setRequestHeader(name, value);
      if (one.withCredentials === true) xhr.withCredentials = true;
      if (one.timeout !== undefined) xhr.timeout = one.timeout;
      if (one.responseType !== undefined)
        xhr.responseType = one.responseType as XMLHttpRequestResponseType;
      if (one.overrideMimeType !== undefined) xhr.overrideMimeType(one.overrideMimeType);
      // Progress events come as often as packets do; only the first of a row is kept.
      const note = (name: string) => (): void => void (events.at(-1) === name || events.push(name));
      for (const name of ["loadstart", "progress", "abort", "error", "load", "timeout"]) {
        xhr.addEventListener(name, note(name));
        if (one.uploadListener === true) xhr.upload.addEventListener(name, note(`upload.${name}`));
      }
      xhr.addEventListener("readystatechange", () => events.push(String(xhr.readyState)));
      // A synchronous request ends with `send`, whatever events came before.
      if (one.synchronous !== true)
        xhr.addEventListener("loadend", () =>
          finish(events.filter((name) => /^(?:load|error|timeout|abort)$/.test(name)).at(-1) ?? ""),
        );
      signal.addEventListener("abort", () => xhr.abort());
      xhr.send(
        (one.body === undefined ? null : bodyValue(one.body)) as XMLHttpRequestBodyInit | null,
      );
      if (one.synchronous === true) finish("returned");
    } catch (error) {
      resolve({
        result: "thrown",
        error: describe(error),
        status: xhr.status,
        events: events.join(" "),
      });
    }
  });
}

export async function runBeacon(one: ScriptRequest): Promise<Outcome> {
  try {
    const accepted = navigator.sendBeacon(
      one.url,
      one.body === undefined ? undefined : bodyValue(one.body),
    );
    await new Promise((resolve) => setTimeout(resolve, 250));
    return { result: accepted ? "sent" : "refused" };
  } catch (error) {
    return { result: "thrown", error: describe(error) };
  }
}

export function runEventSource(one: ScriptRequest): Promise<Outcome> {
  return new Promise((resolve) => {
    const events: string[] = [];
    const source = new EventSource(one.url, { withCredentials: one.withCredentials === true });
    source.addEventListener("open", () => events.push("open"));
    const finish = (name: string) => (): void => {
      events.push(`${name}:${source.readyState}`);
      source.close();
      resolve({ result: name, events: events.join(" ") });
    };
    source.addEventListener("message", finish("message"));
    source.addEventListener("error", finish("error"));
  });
}
