// What is used of the peers that bring no types.

declare module "cors" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  export default function cors(options: {
    readonly origin: readonly (string | RegExp)[];
    readonly credentials: boolean;
    readonly methods: readonly string[];
    readonly allowedHeaders: readonly string[];
    readonly maxAge: number;
  }): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
}

declare module "@koa/cors" {
  import type { Context, Next } from "koa";

  export default function cors(options: {
    readonly origin: (context: Context) => string;
    readonly credentials: boolean;
    readonly allowMethods: readonly string[];
    readonly allowHeaders: readonly string[];
    readonly maxAge: number;
  }): (context: Context, next: Next) => Promise<void>;
}
