import type { CorsGuard } from "@crosswalk/cors";
import { cors as elysiaCors } from "@crosswalk/cors/elysia";
import { cors as h3Cors } from "@crosswalk/cors/h3";
import { cors as honoCors } from "@crosswalk/cors/hono";
import { cors as webCors } from "@crosswalk/cors/web";
import { Elysia } from "elysia";
import { H3 } from "h3";
import { Hono } from "hono";

import type { HostileRequest } from "./hostile-request.ts";
import type { FuzzCore } from "./node-cores.ts";
import { application } from "./outcome.ts";
import { sendable } from "./sendable.ts";

/** What is read of a `Request`; a real one would refuse most of what is sent here. */
function webRequest({ method, url, headers }: HostileRequest): {
  method: string;
  url: string;
  headers: { get(name: string): string | null };
} {
  return { method, url, headers: { get: (name) => headers[name] ?? null } };
}

function respond(form: number): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(application))
    for (const line of [value].flat()) headers.append(name, line);
  const response = new Response("ok", { headers });
  if (form % 2 === 0) return response;
  // As `fetch` and `Response.redirect` return it: headers that can't be changed.
  const refuse = (): never => {
    throw new TypeError("immutable");
  };
  Object.assign(response.headers, { set: refuse, append: refuse, delete: refuse });
  return response;
}

type Fetch = (request: Request) => Response | Promise<Response>;

/** A framework, with one handler for everything. It is given real requests, so only what can be one. */
function framework(
  name: string,
  make: (guard: CorsGuard, handler: () => Response) => Fetch,
): FuzzCore {
  return {
    name,
    adapt: sendable,
    prepare: (guard) => {
      let ran = 0;
      const fetch = make(guard, () => {
        ran++;
        return respond(0);
      });
      return async ({ method, url, headers }) => {
        ran = 0;
        const response = await fetch(
          new Request(`http://api.example.com${url}`, { method, headers }),
        );
        return { ran, status: response.status, headers: [...response.headers] };
      };
    },
  };
}

export const webCores: readonly FuzzCore[] = [
  {
    name: "web",
    prepare: (guard) => {
      let ran = 0;
      let nextForm = 0;
      const handler = webCors(guard)(() => {
        ran++;
        return respond(nextForm);
      });
      return async (request, form) => {
        ran = 0;
        nextForm = form;
        const response = await handler(webRequest(request));
        return { ran, status: response.status, headers: [...response.headers] };
      };
    },
  },
  framework("hono", (guard, handler) => new Hono().use(honoCors(guard)).all("*", handler).fetch),
  framework("h3", (guard, handler) => new H3().use(h3Cors(guard)).all("/**", handler).fetch),
  framework(
    "elysia",
    (guard, handler) =>
      new Elysia().use(elysiaCors(guard)).all("/", handler).all("/*", handler).handle,
  ),
];
