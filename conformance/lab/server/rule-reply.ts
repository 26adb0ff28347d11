import type { HeaderLines, Reply } from "../case.ts";

/** What answers messages that fit; absent conditions fit all. URLs and origins are this run's, without placeholders. */
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

/** The reply of the first rule that fits a message. */
export function ruleReply(
  rules: readonly ReplyRule[],
  message: { readonly url: string; readonly method: string; readonly headers: HeaderLines },
): Reply | undefined {
  const header = (name: string): string | null =>
    message.headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? null;
  const origin = header("origin");
  const preflight =
    message.method === "OPTIONS" && header("access-control-request-method") !== null;
  return rules.find(
    ({ when }) =>
      (when.url === undefined || when.url === message.url) &&
      (when.method === undefined || when.method === message.method) &&
      (when.preflight === undefined || when.preflight === preflight) &&
      (when.origin === undefined || when.origin === origin),
  )?.reply;
}
