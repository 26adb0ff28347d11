import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface Order {
  readonly id: number;
  readonly item: string;
  readonly quantity: number;
}

/** One customer's orders, found by a cookie. */
export interface Session {
  readonly orders: Map<number, Order>;
}

const COOKIE = "crosswalk-demo";
/** A demo has one customer; a handful of browsers may be trying it. */
const MAX_SESSIONS = 50;

/** The sessions of an API: every customer has one from the first request on. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** The session that a request's cookie names, or a new one, whose cookie goes with the response. */
  of(request: IncomingMessage, response: ServerResponse): Session {
    const present = this.#sessions.get(cookieOf(request.headers.cookie ?? ""));
    if (present !== undefined) return present;

    const session = { orders: new Map(firstOrders().map((order) => [order.id, order])) };
    const key = randomUUID();
    this.#sessions.set(key, session);
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= MAX_SESSIONS) break;
      this.#sessions.delete(oldest);
    }
    response.setHeader("Set-Cookie", `${COOKIE}=${key}; Path=/; HttpOnly; SameSite=Lax`);
    return session;
  }
}

function firstOrders(): readonly Order[] {
  return [
    { id: 7, item: "kettle", quantity: 1 },
    { id: 8, item: "teapot", quantity: 2 },
  ];
}

function cookieOf(header: string): string {
  for (const pair of header.split(";")) {
    const [name = "", value = ""] = pair.trim().split("=", 2);
    if (name === COOKIE) return value;
  }
  return "";
}
