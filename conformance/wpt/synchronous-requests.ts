import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Page } from "@crosswalk/browser";

/** A synchronous request, and what came of it, between the page's thread and the one that makes it. */
export interface SynchronousRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly withCredentials: boolean;
  /** Text only: no test sends anything else synchronously. */
  readonly body: string | null;
}

export type SynchronousReply =
  | {
      readonly status: number;
      readonly statusText: string;
      readonly text: string;
      readonly url: string;
      readonly headers: string;
    }
  | { readonly exception: { readonly name: string; readonly message: string } };

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * A page's XMLHttpRequest that can wait. The engine answers within the event loop, which a synchronous request stops; so
 * another thread, with a page of its own, makes it, and this one sleeps until it is done.
 */
export function withSynchronousRequests(
  page: Page,
  { sandboxed }: { readonly sandboxed: boolean },
): Page["XMLHttpRequest"] {
  let thread: ReturnType<typeof startThread> | null = null;
  const ask = (request: SynchronousRequest): SynchronousReply =>
    (thread ??= startThread(page.url, sandboxed))(request);
  return class XMLHttpRequest extends page.XMLHttpRequest {
    #request: Omit<SynchronousRequest, "withCredentials" | "body"> | null = null;
    #reply: Exclude<SynchronousReply, { exception: unknown }> | null = null;

    override open(
      method: string,
      url: string | URL,
      isAsynchronous = true,
      ...login: (string | null)[]
    ): void {
      super.open(method, url, isAsynchronous, ...login);
      this.#reply = null;
      const [user, password] = login;
      const target = new URL(url, page.url);
      if (typeof user === "string") target.username = user;
      if (typeof password === "string") target.password = password;
      this.#request = isAsynchronous ? null : { method, url: target.href, headers: [] };
    }

    override setRequestHeader(name: string, value: string): void {
      if (this.#reply !== null) throw new DOMException("It was sent", "InvalidStateError");
      super.setRequestHeader(name, value);
      if (this.#request === null) return;
      const headers: Headers = [...this.#request.headers, [name, value]];
      this.#request = { ...this.#request, headers };
    }

    override send(body: unknown = null): void {
      if (this.#request === null) {
        super.send(body);
        return;
      }
      const reply = ask({
        ...this.#request,
        withCredentials: this.withCredentials,
        body: typeof body === "string" ? body : null,
      });
      if ("exception" in reply)
        throw new DOMException(reply.exception.message, reply.exception.name);
      this.#reply = reply;
      for (const type of ["readystatechange", "load", "loadend"])
        this.dispatchEvent(new Event(type));
    }

    override get status(): number {
      return this.#reply?.status ?? super.status;
    }
    override get statusText(): string {
      return this.#reply?.statusText ?? super.statusText;
    }
    override get responseText(): string {
      return this.#reply?.text ?? super.responseText;
    }
    override get response(): unknown {
      return this.#reply?.text ?? super.response;
    }
    override get responseURL(): string {
      return this.#reply?.url ?? super.responseURL;
    }
    override get readyState(): number {
      return this.#reply === null ? super.readyState : 4;
    }
    override getAllResponseHeaders(): string {
      return this.#reply?.headers ?? super.getAllResponseHeaders();
    }
    override getResponseHeader(name: string): string | null {
      if (this.#reply === null) return super.getResponseHeader(name);
      const line = this.#reply.headers
        .split("\r\n")
        .find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}: `));
      return line === undefined ? null : line.slice(name.length + ": ".length);
    }
  };
}

function startThread(
  url: string,
  sandboxed: boolean,
): (request: SynchronousRequest) => SynchronousReply {
  const done = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL("synchronous-thread.js", import.meta.url), {
    workerData: { url, sandboxed, done, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  return (request) => {
    Atomics.store(done, 0, 0);
    port1.postMessage(request);
    Atomics.wait(done, 0, 0);
    return receiveMessageOnPort(port1)!.message as SynchronousReply;
  };
}
