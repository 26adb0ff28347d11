import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { CorsGuard } from "@crosswalk/cors";
import { cors } from "@crosswalk/cors/node";
import type { ExchangeLog } from "./exchange-log.ts";
import { Sessions } from "./sessions.ts";
import type { Session } from "./sessions.ts";
import { tapped } from "./wire-tap.ts";

/** Orders are short. */
const MAX_ORDER_BYTES = 1_024;
/** Twice what the page sends. */
const MAX_UPLOAD_BYTES = 16 * 1_024 * 1_024;
/** An upload within one machine is over before a progress bar can show it. */
const READING_PAUSE = 8;

/** A request that the API will not do, with the status that says so. */
class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * An API that knows nothing of CORS, behind a guard that knows everything of it. Each customer's orders are found by a
 * session cookie.
 */
export function ordersApi(guard: CorsGuard, log: ExchangeLog): RequestListener {
  const sessions = new Sessions();
  const api: RequestListener = (request, response) => {
    answer(sessions, log, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof Refusal) send(response, error.status, { error: error.message });
      else send(response, 500, { error: "the API failed" });
    });
  };
  return tapped(log, cors(guard)(api));
}

async function answer(
  sessions: Sessions,
  log: ExchangeLog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("X-Request-Id", randomUUID());
  response.setHeader("X-Served-By", "orders-1");
  response.setHeader("Cache-Control", "no-store");
  const session = sessions.of(request, response);
  const [path = ""] = (request.url ?? "").split("?", 1);
  const route = `${request.method} ${path.replace(/\d+$/, ":id")}`;
  const id = Number(/\d+$/.exec(path)?.[0]);

  switch (route) {
    case "GET /orders":
      return send(response, 200, { orders: [...session.orders.values()] });
    case "PUT /orders/:id":
      return send(response, 200, await changeOrder(session, id, request, log));
    case "DELETE /orders/:id":
      // The API would do it. That no page gets here is the policy's doing.
      session.orders.delete(id);
      return send(response, 200, { deleted: id });
    case "POST /uploads":
      return send(response, 200, { received: await readUpload(request, log) });
    default:
      throw new Refusal(404, `there is no ${request.method} ${path}`);
  }
}

async function changeOrder(
  session: Session,
  id: number,
  request: IncomingMessage,
  log: ExchangeLog,
): Promise<unknown> {
  const body = await readText(request);
  log.noteBody(request, body);
  const order = session.orders.get(id);
  if (order === undefined) throw new Refusal(404, `there is no order ${id}`);
  // A form can send this body as text/plain, and no preflight protects what a form can send.
  if (request.headers["content-type"] !== "application/json") {
    throw new Refusal(415, "an order is application/json");
  }
  const changed = { ...order, quantity: quantityOf(body) };
  session.orders.set(id, changed);
  return changed;
}

function quantityOf(body: string): number {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    throw new Refusal(400, "that is not JSON");
  }
  const quantity = typeof given === "object" && given !== null ? Reflect.get(given, "quantity") : 0;
  if (Number.isInteger(quantity) && quantity >= 1 && quantity <= 99) return Number(quantity);
  throw new Refusal(400, "quantity is a number from 1 to 99");
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_ORDER_BYTES) throw new Refusal(413, "an order is shorter");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function readUpload(request: IncomingMessage, log: ExchangeLog): Promise<number> {
  let received = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    received += chunk.length;
    if (received > MAX_UPLOAD_BYTES) throw new Refusal(413, "the file is too large");
    await pause(READING_PAUSE);
  }
  log.noteBody(request, `(${received.toLocaleString("en")} bytes of text)`);
  return received;
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
}
