import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { NetworkFailure } from "./infrastructure/network-error.ts";

/** Something that happened while fetching, as data. */
export type TraceEvent =
  | {
      readonly kind: "step";
      readonly algorithm: string;
      readonly step: string;
      readonly decision: string;
    }
  | {
      readonly kind: "sent";
      readonly method: string;
      readonly url: string;
      readonly headers: HeaderEntries;
      readonly preflight: boolean;
    }
  | {
      readonly kind: "received";
      readonly url: string;
      readonly status: number;
      readonly headers: HeaderEntries;
      readonly preflight: boolean;
    }
  | {
      /** What the HTTP cache gave, as it was or once the server had been asked. */
      readonly kind: "reused";
      readonly url: string;
      readonly status: number;
      readonly headers: HeaderEntries;
      readonly cacheState: "local" | "validated";
    }
  | { readonly kind: "failed"; readonly failure: NetworkFailure };

/** Takes events as they happen. Where nobody takes them none are made. */
export type Trace = (event: TraceEvent) => void;
