import type { EngineProfile } from "../engines/engine.ts";

/** What is read of a `RequestInit`. */
export interface FetchInit {
  readonly method?: string | undefined;
  // NB: Not `HeadersInit`: a server's tsconfig.json, which has no DOM, has no such type.
  readonly headers?: ConstructorParameters<typeof Headers>[0];
  readonly body?: unknown;
  readonly mode?: string | undefined;
  readonly credentials?: string | undefined;
  readonly cache?: string | undefined;
  readonly redirect?: string | undefined;
  readonly referrer?: string | undefined;
  readonly referrerPolicy?: string | undefined;
  readonly integrity?: string | undefined;
  readonly keepalive?: boolean | undefined;
  readonly duplex?: string | undefined;
  readonly targetAddressSpace?: string | undefined;
  readonly priority?: string | undefined;
  readonly window?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

/** Those that every engine reads. */
export const fetchInitMembers: readonly (keyof FetchInit)[] = [
  "method",
  "headers",
  "body",
  "mode",
  "credentials",
  "cache",
  "redirect",
  "referrer",
  "referrerPolicy",
  "integrity",
  "keepalive",
  "duplex",
  "priority",
  "signal",
  "window",
];

/** Whether an init says nothing of a request, which is then what it was. */
export function isEmpty(init: FetchInit, { localNetworkAccess, scripts }: EngineProfile): boolean {
  if (localNetworkAccess && init.targetAddressSpace !== undefined) return false;
  return fetchInitMembers.every(
    (name) => init[name] === undefined || scripts.isUnsaid?.(name, init[name]) === true,
  );
}
