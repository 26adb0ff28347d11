import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { createCors, parseOrigins } from "@crosswalk/cors";
import { listenOnLoopback } from "../loopback-server.ts";
import type { PortWish, Running } from "../loopback-server.ts";
import { ExchangeLog } from "./exchange-log.ts";
import { ordersApi } from "./orders-api.ts";
import { pageServer } from "./page-server.ts";
import type { PageSetting } from "./page-server.ts";

/** The demo at work. */
export interface Demo {
  readonly apiUrl: string;
  /** The page on the origin that the policy lists. */
  readonly allowedUrl: string;
  /** The same page on an origin that it does not list. */
  readonly refusedUrl: string;
  close(): Promise<void>;
}

/** Where the three servers should listen. */
export interface DemoPorts {
  readonly api: PortWish;
  readonly allowed: PortWish;
  readonly refused: PortWish;
}

/**
 * Starts an orders API and two origins with one page.
 *
 * All three are `localhost`: another port is another origin, but the same site, so the session cookie (`SameSite=Lax`)
 * travels from both pages, and what decides is CORS alone.
 */
export async function startDemo(ports: DemoPorts): Promise<Demo> {
  const running: Running[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.map((server) => server.close()));
  };
  const listen = async (listener: RequestListener, wish: PortWish): Promise<string> => {
    const server = await listenOnLoopback(() => createServer(listener), wish);
    running.push(server);
    return server.url;
  };
  try {
    return { ...(await startServers(listen, ports)), close };
  } catch (error) {
    // What listens already would keep the program from ending.
    await close();
    throw error;
  }
}

async function startServers(
  listen: (listener: RequestListener, wish: PortWish) => Promise<string>,
  ports: DemoPorts,
): Promise<Omit<Demo, "close">> {
  const log = new ExchangeLog();
  let setting: PageSetting | null = null;
  const page = pageServer(() => {
    if (setting === null) throw new Error("the demo has not started");
    return setting;
  }, log);

  const allowedUrl = await listen(page, ports.allowed);
  const refusedUrl = await listen(page, ports.refused);
  const policy = {
    allowOrigins: parseOrigins(allowedUrl),
    allowCredentials: true,
    allowMethods: ["PUT"],
    allowHeaders: ["Content-Type"],
    exposeHeaders: ["X-Request-Id"],
    maxAge: 600,
  } as const;
  const apiUrl = await listen(ordersApi(createCors(policy), log), ports.api);

  setting = { apiUrl, allowedUrl, refusedUrl, policy };
  return { apiUrl, allowedUrl, refusedUrl };
}
