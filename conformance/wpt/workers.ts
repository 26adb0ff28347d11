import { download } from "./page-source.ts";
import { newRealm, type Windows } from "./realm.ts";
import { callHandler, eventOf } from "./events.ts";
import { Scope } from "./scope.ts";

type Kind = "DedicatedWorkerGlobalScope" | "SharedWorkerGlobalScope";

/**
 * `Worker` and `SharedWorker` as a window has them. Each is a realm in the same thread, with a page at the
 * worker's address: what counts here is whose requests it makes.
 */
export function workerClasses(windows: Windows, owner: Scope): Record<string, unknown> {
  class Worker extends EventTarget {
    readonly #scope: Promise<Scope>;

    constructor(address: string) {
      super();
      const postMessage = (data: unknown): void => {
        const event = eventOf("message", { data: structuredClone(data) });
        setTimeout(() => {
          this.dispatchEvent(event);
          callHandler(this, event);
        });
      };
      this.#scope = start(windows, owner, address, "DedicatedWorkerGlobalScope", { postMessage });
    }

    postMessage(data: unknown): void {
      const copy: unknown = structuredClone(data);
      void this.#scope.then((scope) => scope.fire("message", { data: copy }));
    }

    get [Symbol.toStringTag](): string {
      return "Worker";
    }
  }

  class SharedWorker extends EventTarget {
    readonly port: MessagePort;

    constructor(address: string) {
      super();
      const { port1, port2 } = new MessageChannel();
      this.port = port1;
      void start(windows, owner, address, "SharedWorkerGlobalScope", {}).then((scope) =>
        scope.fire("connect", { ports: [port2], source: port2 }),
      );
    }

    get [Symbol.toStringTag](): string {
      return "SharedWorker";
    }
  }

  return { Worker, SharedWorker };
}

async function start(
  windows: Windows,
  owner: Scope,
  address: string,
  kind: Kind,
  own: Record<string, unknown>,
): Promise<Scope> {
  const { url, text } = await download(new URL(address, owner.url));
  const { global, run } = newRealm(windows.onError);
  const page = windows.browser.open(url.href, { parent: owner.page });
  const scope = new Scope(windows.browser, page, url, global);
  const imports = await importsOf(text, url);
  const importScripts = (...addresses: string[]): void => {
    for (const one of addresses) run(imports.get(one) ?? `throw new Error("not there")`, one);
  };
  const isOfKind = { [Symbol.hasInstance]: (value: unknown) => value === global };
  scope.take({ ...scope.globals(), [kind]: isOfKind, importScripts, ...own });
  run(text, url.href);
  return scope;
}

/** What a worker imports, by the address as written: it cannot wait for it. */
async function importsOf(text: string, base: URL): Promise<ReadonlyMap<string, string>> {
  const calls = [...text.matchAll(/importScripts\(([^)]*)\)/g)];
  const addresses = calls.flatMap(([, list = ""]) =>
    [...list.matchAll(/["']([^"']+)["']/g)].map((match) => match[1]!),
  );
  return new Map(
    await Promise.all(
      addresses.map(async (one) => [one, (await download(new URL(one, base))).text] as const),
    ),
  );
}
