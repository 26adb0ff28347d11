import type { EmitTarget } from "@crosswalk/config";
import type { Scenario } from "./scenario.ts";

/** What servers write of themselves into their responses. */
const signs: readonly (readonly [name: string, value: RegExp, stack: EmitTarget])[] = [
  // The framework says more than the proxy in front of it.
  ["x-powered-by", /^next\.js/i, "next"],
  ["x-powered-by", /express/i, "express"],
  ["x-powered-by", /asp\.net/i, "aspnet"],
  ["x-powered-by", /phusion passenger|rails/i, "rails"],
  ["x-aspnet-version", /./, "aspnet"],
  ["x-application-context", /./, "spring"],
  ["server", /^kestrel/i, "aspnet"],
  ["server", /^werkzeug/i, "flask"],
  ["server", /^wsgiserver/i, "django"],
  ["server", /^amazons3/i, "s3"],
  ["x-amz-apigw-id", /./, "api-gateway"],
  ["apigw-requestid", /./, "api-gateway"],
  ["server", /^(?:nginx|openresty)/i, "nginx"],
  ["server", /^apache/i, "apache"],
  ["server", /^caddy/i, "caddy"],
  ["server", /^(?:envoy|istio-envoy)/i, "envoy"],
  ["server", /^cloudflare/i, "cloudflare"],
  ["server", /^cloudfront/i, "cloudfront"],
  ["via", /cloudfront/i, "cloudfront"],
  ["x-amz-cf-id", /./, "cloudfront"],
];

/** The system that answers, as far as its responses tell; null where they don't. */
export function detectStack({ answers }: Scenario): EmitTarget | null {
  const headers = answers.flatMap(({ answer }) => ("status" in answer ? answer.headers : []));
  const found = signs.find(([name, value]) =>
    headers.some(([sent, text]) => sent.toLowerCase() === name && value.test(text)),
  );
  return found?.[2] ?? null;
}
