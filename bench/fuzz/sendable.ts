import type { HostileRequest } from "./hostile-request.ts";

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const forbidden = /^(?:connect|trace|track)$/i;

/**
 * What is left of a request when everything is taken out that the constructor of `Request` refuses, and two things that never reach a
 * guard: h3 answers a malformed URL before its middleware runs, and Elysia's router throws on the method `__proto__`.
 */
export function sendable(request: HostileRequest): HostileRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = value.replace(/[^\t\x20-\x7e\x80-\xff]/g, "").replace(/^[\t ]+|[\t ]+$/g, "");
  const method =
    token.test(request.method) && !forbidden.test(request.method) && request.method !== "__proto__"
      ? request.method
      : "GET";
  const path = request.url.startsWith("/")
    ? request.url.replace(/^\/+/, "/").replaceAll("%", "")
    : "/";
  const url = new URL(path, "http://api.example.com");
  return { ...request, method, url: `${url.pathname}${url.search}`, headers };
}
