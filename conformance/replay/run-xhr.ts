import { type FailureCause, type Page, PageXmlHttpRequest } from "@crosswalk/browser";
import type { ScriptRequest } from "../lab/case.ts";
import { bodyValue, type Outcome } from "@crosswalk/verify/page";
import { describeError, shorten } from "./describe.ts";
import type { ToldSoFar } from "./run-case.ts";

/** Does with a page's XMLHttpRequest what the laboratory's pages do with a browser's. */
export function runXhr(
  page: Page,
  one: ScriptRequest,
  onOpened: () => void,
  onCause: (cause: FailureCause) => void,
  told: ToldSoFar,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const xhr = new page.XMLHttpRequest();
    told.cause = () => xhr.cause;
    const events: string[] = [];
    const body = (): string => {
      try {
        if (xhr.response === null) return "null";
        if (typeof xhr.response === "string") return shorten(xhr.response);
        return Object.prototype.toString.call(xhr.response);
      } catch (error) {
        return describeError(error);
      }
    };
    const finish = (result: string): void => {
      if (xhr.cause !== null) onCause(xhr.cause);
      resolve({
        result,
        status: xhr.status,
        statusText: xhr.statusText,
        url: xhr.responseURL,
        headers: xhr.getAllResponseHeaders(),
        body: body(),
        events: events.join(" "),
      });
    };
    const refuse = (error: unknown): void => {
      if (xhr.cause !== null) onCause(xhr.cause);
      resolve({
        result: "thrown",
        error: describeError(error),
        status: xhr.status,
        events: events.join(" "),
      });
    };
    try {
      xhr.open(one.method ?? "GET", one.url, one.synchronous !== true);
      onOpened();
      for (const [name, value] of one.headers ?? []) xhr.setRequestHeader(name, value);
      if (one.withCredentials === true) xhr.withCredentials = true;
      if (one.timeout !== undefined) xhr.timeout = one.timeout;
      if (one.responseType !== undefined)
        xhr.responseType = one.responseType as typeof xhr.responseType;
      if (one.overrideMimeType !== undefined) xhr.overrideMimeType(one.overrideMimeType);
      // Progress events come as often as packets do; only the first of a row is kept.
      const note = (name: string) => (): void => void (events.at(-1) === name || events.push(name));
      for (const name of ["loadstart", "progress", "abort", "error", "load", "timeout"]) {
        xhr.addEventListener(name, note(name));
        if (one.uploadListener === true) xhr.upload.addEventListener(name, note(`upload.${name}`));
      }
      xhr.addEventListener("readystatechange", () => events.push(String(xhr.readyState)));
      const given = one.body === undefined ? null : bodyValue(one.body);
      if (one.synchronous === true) {
        PageXmlHttpRequest.sendSynchronously(xhr, given).then(() => finish("returned"), refuse);
        return;
      }
      const ends = /^(?:load|error|timeout|abort)$/;
      xhr.addEventListener("loadend", () =>
        finish(events.filter((name) => ends.test(name)).at(-1) ?? ""),
      );
      xhr.send(given);
    } catch (error) {
      refuse(error);
    }
  });
}
