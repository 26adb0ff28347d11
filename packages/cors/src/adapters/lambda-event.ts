import type { GuardFacts } from "../policy/cors-guard.ts";

/**
 * What is read of an event. Every shape is a choice of these members; none is required, because the same handler may also be given
 * events of other kinds.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export interface LambdaEvent {
  /** `"2.0"` in HTTP APIs and function URLs, `"1.0"` in HTTP APIs with the older format; REST APIs and load balancers have none. */
  readonly version?: string | undefined;
  readonly httpMethod?: string | undefined;
  readonly path?: string | undefined;
  readonly rawPath?: string | undefined;
  readonly headers?: { readonly [name: string]: string | undefined } | null | undefined;
  readonly multiValueHeaders?:
    | { readonly [name: string]: readonly string[] | undefined }
    | null
    | undefined;
  readonly requestContext?: object | undefined;
}

/** What is read of `requestContext`. */
interface RequestContext {
  readonly http?: { readonly method?: string };
  readonly domainName?: string;
  readonly elb?: object;
}

/** Whether this is a request at all. Functions are also invoked by schedules, queues and people. */
export function isHttpEvent(event: unknown): boolean {
  if (typeof event !== "object" || event === null) return false;
  return methodOf(event) !== undefined;
}

function methodOf(event: LambdaEvent): string | undefined {
  return event.httpMethod ?? contextOf(event).http?.method;
}

/** Where a shape has its headers, and what it makes of results that are none. */
export type LambdaShape = "api-v1" | "api-v2" | "alb" | "alb-multi-value";

export function lambdaShape(event: LambdaEvent): LambdaShape {
  if (event.version === "2.0") return "api-v2";
  if (contextOf(event).elb === undefined) return "api-v1";
  // A load balancer passes the one or the other, and takes the same back.
  return isPresent(event.multiValueHeaders) ? "alb-multi-value" : "alb";
}

/** The facts of an event. */
export function lambdaFacts(event: LambdaEvent): GuardFacts {
  const context = contextOf(event);
  const method = methodOf(event) ?? "";
  const isOptions = method === "OPTIONS";
  return {
    method,
    origin: headerValue(event, "origin"),
    accessControlRequestMethod: isOptions
      ? headerValue(event, "access-control-request-method")
      : null,
    accessControlRequestHeaders: isOptions
      ? headerValue(event, "access-control-request-headers")
      : null,
    host: headerValue(event, "host") ?? context.domainName ?? null,
    url: event.rawPath ?? event.path ?? "/",
  };
}

/**
 * The value of a header, all lines of it joined. REST APIs pass names as the client wrote them, so that one header may stand there under
 * several names.
 */
function headerValue(event: LambdaEvent, lowerName: string): string | null {
  const lines: string[] = [];
  const { headers, multiValueHeaders } = event;
  // REST APIs pass both, and only this one has every line.
  if (isPresent(multiValueHeaders)) {
    for (const name of Object.keys(multiValueHeaders)) {
      if (isNamed(name, lowerName)) lines.push(...(multiValueHeaders[name] ?? []));
    }
  } else if (isPresent(headers)) {
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      if (value !== undefined && isNamed(name, lowerName)) lines.push(value);
    }
  }
  return lines.length === 0 ? null : lines.join(", ");
}

function isNamed(name: string, lowerName: string): boolean {
  return name.length === lowerName.length && name.toLowerCase() === lowerName;
}

function isPresent<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}

function contextOf(event: LambdaEvent): RequestContext {
  return event.requestContext ?? {};
}
