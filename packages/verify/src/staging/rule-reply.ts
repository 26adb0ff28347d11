import type { HeaderLines } from "../page/script-request.ts";
import type { Reply } from "../server/reply.ts";

/** What answers messages that fit; absent conditions fit all. URLs and origins are this run's. */
export interface ReplyRule {
  readonly when: {
    readonly url?: string;
    readonly method?: string;
    readonly preflight?: boolean;
    /** The `Origin` that was sent; null where none was. */
    readonly origin?: string | null;
  };
  readonly reply: Reply;
}

/** A message, with the URL that was asked for. */
export interface RuledMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderLines;
}

/** The reply of the first rule that fits a message. */
export function ruleReply(rules: readonly ReplyRule[], message: RuledMessage): Reply | undefined {
  const origin = headerOf(message, "origin");
  const preflight =
    message.method === "OPTIONS" && headerOf(message, "access-control-request-method") !== null;
  return rules.find(
    ({ when }) =>
      (when.url === undefined || when.url === message.url) &&
      (when.method === undefined || when.method === message.method) &&
      (when.preflight === undefined || when.preflight === preflight) &&
      (when.origin === undefined || when.origin === origin),
  )?.reply;
}

export const headerOf = (
  { headers }: { readonly headers: HeaderLines },
  name: string,
): string | null => headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? null;
