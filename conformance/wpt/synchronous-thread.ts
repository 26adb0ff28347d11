import { type MessagePort, workerData } from "node:worker_threads";
import { Browser, PageXmlHttpRequest } from "@crosswalk/browser";
import { lookUpOnLoopback } from "./loopback-names.ts";
import type { SynchronousReply, SynchronousRequest } from "./synchronous-requests.ts";

// Makes the synchronous requests of a page, while the page's thread sleeps.

interface ThreadData {
  readonly url: string;
  readonly sandboxed: boolean;
  readonly done: Int32Array;
  readonly port: MessagePort;
}

const { url, sandboxed, done, port } = workerData as ThreadData;

lookUpOnLoopback();
const page = new Browser({ engine: "standard" }).open(url, { sandboxed });

port.on("message", (request: SynchronousRequest) => void answer(request));

async function answer(request: SynchronousRequest): Promise<void> {
  const reply = await make(request);
  port.postMessage(reply);
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
}

async function make({
  method,
  url: target,
  headers,
  withCredentials,
  body,
}: SynchronousRequest): Promise<SynchronousReply> {
  const xhr = new page.XMLHttpRequest();
  try {
    xhr.open(method, target, false);
    for (const [name, value] of headers) xhr.setRequestHeader(name, value);
    xhr.withCredentials = withCredentials;
    await PageXmlHttpRequest.sendSynchronously(xhr, body);
  } catch (error) {
    const { name, message } = error as DOMException;
    return { exception: { name, message } };
  }
  return {
    status: xhr.status,
    statusText: xhr.statusText,
    text: xhr.responseText,
    url: xhr.responseURL,
    headers: xhr.getAllResponseHeaders(),
  };
}
