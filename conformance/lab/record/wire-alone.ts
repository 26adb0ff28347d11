import type { ServedConnection } from "@crosswalk/verify/laboratory";
import type { OriginName } from "../case.ts";
import type { Origins } from "../placeholders.ts";
import type { SeenMessage } from "../server/case-server.ts";
import type { RecordedCase, WireMessage } from "./recorded-case.ts";
import { constantHeaders, wireMessage } from "./wire.ts";

/** What ends a connection at once has ended it by then, and what keeps it has it for seconds. */
export const SETTLES_ALONE = 400;

/**
 * What a case that is alone showed: of each message, how many came over its connection by then, and what has become of the
 * connections by now.
 *
 * NB: It is tempting to number connections. Which one of several that are idle is taken is nothing that anyone means by it.
 */
export function wireAlone(
  seen: readonly SeenMessage[],
  origins: Origins,
  id: string,
): Required<Pick<RecordedCase, "wire" | "connections">> {
  const served = new Map<ServedConnection, { readonly origin: OriginName; count: number }>();
  const wire = seen.map((message): WireMessage => {
    const { origin, connection } = message;
    if (connection === undefined) throw new Error(`${id} was answered over no connection`);
    const one = served.get(connection) ?? { origin, count: 0 };
    one.count++;
    served.set(connection, one);
    // No other case is there to tell what this browser sends with everything, and none sets such a header.
    const [line, headers, length] = wireMessage(message, constantHeaders(message), origins, id);
    return [line, headers, length, one.count];
  });
  const connections = [...served].map(
    ([{ endedBy }, { origin, count }]) => `${origin} ${count} ${ends[endedBy]}`,
  );
  return { wire, connections: connections.sort() };
}

const ends: Readonly<Record<ServedConnection["endedBy"], string>> = {
  nobody: "kept",
  client: "ended by the browser",
  server: "ended by the server",
};
