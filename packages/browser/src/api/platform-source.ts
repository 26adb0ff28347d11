import { LateBytes } from "./late-bytes.ts";
import type { EngineProfile } from "../engines/engine.ts";
import type { Client } from "../infrastructure/client.ts";
import type { FetchInit } from "./fetch-init.ts";
import { createRequest, type RequestSource } from "./request-init.ts";

/** A platform's `Request`, as a page makes its own of it. */
export function sourceOfPlatform(
  input: Request,
  client: Client,
  engine: EngineProfile,
): RequestSource {
  // NB: Some platforms don't show it at all.
  const body = input.body ? new LateBytes(input) : null;
  const request = createRequest(client, engine, input.url, initOf(input, body));
  return {
    request,
    isUnusable: input.bodyUsed || input.body?.locked === true,
    takeBody: () => {
      // Whoever takes it waits for it; where nobody does, it failed for nobody.
      body?.read().catch(() => undefined);
      return body;
    },
  };
}

/** What has to be read before the request can be sent; null where that is nothing. */
export function lateBytesOf(
  source: string | RequestSource,
  init: FetchInit,
): Promise<Uint8Array> | null {
  if (typeof source === "string" || (init.body ?? null) !== null) return null;
  const { body } = source.request;
  return body instanceof LateBytes ? body.read() : null;
}

/** Of a platform's `Request`, what an init would say. */
function initOf(request: Request, body: unknown): FetchInit {
  const { method, headers, mode, credentials, cache, redirect } = request;
  const { referrer, referrerPolicy, integrity, keepalive } = request;
  return {
    method,
    headers,
    body: body ?? undefined,
    duplex: "half",
    // What a platform's constructor sets for itself, a page's would have set otherwise.
    mode: mode === "navigate" ? "same-origin" : mode,
    credentials,
    cache,
    redirect,
    referrer,
    referrerPolicy,
    integrity,
    keepalive,
  };
}
