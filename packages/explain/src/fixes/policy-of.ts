import { checkPolicy, type Policy } from "@crosswalk/cors";
import {
  corsSafelistedResponseHeaderNames,
  HeaderList,
  isCorsSafelistedMethod,
  parseSerializedOrigin,
} from "@crosswalk/cors/protocol";
import type { RunMessage } from "../engine-run.ts";
import { ruleFor } from "../run/answers.ts";
import type { Scenario } from "../scenario.ts";

/** The policy that a server's answers amount to; null where they amount to none that could be written. */
export function policyOf(all: readonly RunMessage[]): Policy | null {
  const messages = all.filter(({ part }) => part === "request");
  const last = messages.filter(({ kind }) => kind === "actual").at(-1);
  const preflight = messages.filter(({ kind }) => kind === "preflight").at(-1);
  const actual = headersOf(last ?? preflight);
  const asked = headersOf(preflight);
  const origin = actual.get("Access-Control-Allow-Origin");
  if (origin === null || (origin !== "*" && parseSerializedOrigin(origin) === null)) return null;
  const allowCredentials =
    origin !== "*" && actual.get("Access-Control-Allow-Credentials") === "true";
  const methods = tokens(asked.get("Access-Control-Allow-Methods")).filter(
    (name) => !isCorsSafelistedMethod(name),
  );
  const headers = tokens(asked.get("Access-Control-Allow-Headers"));
  const exposed = tokens(actual.get("Access-Control-Expose-Headers"));
  const maxAge = Number(asked.get("Access-Control-Max-Age") ?? Number.NaN);
  const isInsecure = allowCredentials && origin.startsWith("http:");
  const policy: Policy = {
    allowOrigins: origin === "*" ? "*" : [origin],
    ...(allowCredentials ? { allowCredentials } : {}),
    ...(methods.length > 0 ? { allowMethods: starOr(methods) } : {}),
    ...(headers.length > 0
      ? { allowHeaders: headers.includes("*") && headers.length === 1 ? "*" : headers }
      : {}),
    ...(exposed.length > 0 ? { exposeHeaders: starOr(exposed) } : {}),
    ...(Number.isInteger(maxAge) ? { maxAge: Math.min(Math.max(maxAge, 0), 86_400) } : {}),
  };
  if (checkPolicy(policy).issues.length === 0) return policy;
  const dangerous: Policy = { ...policy, dangerously: { allowInsecureOrigins: true } };
  return isInsecure && checkPolicy(dangerous).issues.length === 0 ? dangerous : null;
}

/** The same messages, as other rules answer them. */
export function answeredBy(messages: readonly RunMessage[], { answers }: Scenario): RunMessage[] {
  return messages.flatMap((message): RunMessage[] => {
    const url = new URL(message.url);
    const rule = ruleFor(answers, { ...message, url, body: null });
    const answer = rule === null ? undefined : answers[rule]?.answer;
    if (answer === undefined || "failure" in answer) return [];
    const { status, headers } = answer;
    return [{ ...message, rule, reply: { kind: "response", status, headers, from: "server" } }];
  });
}

function headersOf(message: RunMessage | undefined): HeaderList {
  return HeaderList.from(message?.reply.kind === "response" ? message.reply.headers : []);
}

const starOr = (names: string[]): "*" | string[] => (names.includes("*") ? "*" : names);

const safelisted: ReadonlySet<string> = new Set(corsSafelistedResponseHeaderNames);

/** Names that a list holds; what can't be read as one is none. */
function tokens(value: string | null): string[] {
  const names = (value ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(
      (name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !safelisted.has(name.toLowerCase()),
    );
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}
