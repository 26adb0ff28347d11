import type { PageName, Reply } from "../../case.ts";
import { situation, type Situation } from "../situation.ts";

/** What servers say to anyone who asks. */
export const everything: readonly string[] = [
  "Access-Control-Allow-Origin: {origin}",
  "Access-Control-Allow-Credentials: true",
  "Access-Control-Allow-Methods: PUT, DELETE, PATCH",
  "Access-Control-Allow-Headers: x-a, x-b, content-type",
  "Access-Control-Expose-Headers: x-c, x-d",
];

interface AnswerOptions extends Omit<Partial<Reply>, "headers"> {
  readonly type?: string;
  readonly lines?: readonly string[];
  readonly grants?: readonly string[];
}

/** An answer that anyone may read, unless the options say otherwise. */
export function answer({
  type = "text/plain",
  lines = [],
  grants = everything,
  ...reply
}: AnswerOptions = {}): Reply {
  return {
    status: 200,
    body: "chicken",
    ...reply,
    headers: [...grants, `Content-Type: ${type}`, "Cache-Control: no-store", ...lines],
  };
}

export type Replies = Readonly<Record<string, readonly Reply[]>>;

const permitted: Replies = {
  preflight: [{ status: 204, headers: [...everything, "Access-Control-Max-Age: 600"] }],
  "": [answer()],
};

/** A script, each of whose statements stands on a line. */
export function scripted(
  title: string,
  lines: readonly string[],
  replies: Replies = {},
  page: PageName = "a",
): Situation {
  return situation(
    title,
    { script: lines.join("\n") },
    { page, replies: { ...permitted, ...replies } },
  );
}
