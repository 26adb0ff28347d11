import type { ReceivedRequest } from "@crosswalk/verify/laboratory";

const ECHO = /\{(origin|access-control-request-headers|access-control-request-method)\}/g;

/**
 * Servers that answer with what they were asked: `{origin}` in a reply is the request's `Origin`, and
 * so are the two headers of preflights. What was not sent leaves nothing.
 */
export function echo(text: string, { headers }: Pick<ReceivedRequest, "headers">): string {
  return text.replace(
    ECHO,
    (_, asked: string) => headers.find(([name]) => name.toLowerCase() === asked)?.[1] ?? "",
  );
}
