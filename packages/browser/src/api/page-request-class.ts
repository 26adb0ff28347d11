import type { EngineProfile } from "../engines/engine.ts";
import type { Client } from "../infrastructure/client.ts";
import { platformRequest } from "../infrastructure/platform-request.ts";
import type { FetchInit } from "./fetch-init.ts";
import { type RequestInput, ScriptRequest } from "./script-request.ts";

/** A page's own class. */
export function pageRequestClass(
  client: Client,
  engine: EngineProfile,
): new (input: RequestInput, init?: FetchInit) => ScriptRequest {
  Object.setPrototypeOf(ScriptRequest.prototype, platformRequest().prototype);
  return class Request extends ScriptRequest {
    constructor(...given: [input: RequestInput, init?: FetchInit]) {
      const { noArgument, inConstructor } = engine.messages.misuse;
      if ((given.length as number) === 0) throw new TypeError(inConstructor(noArgument()));
      const [input, init] = given;
      super({ client, engine, Request }, input, init ?? {});
    }
  };
}
