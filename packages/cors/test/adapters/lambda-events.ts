// One event of each shape, written out as AWS documents them; and what AWS makes of a request and of a result.

import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";

import type { WireRequest, WireResponse } from "./raw-request.ts";

export type ShapeName =
  | "REST API"
  | "HTTP API 1.0"
  | "HTTP API 2.0"
  | "function URL"
  | "load balancer"
  | "load balancer, multi-value";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export const restApiEvent: APIGatewayProxyEvent = {
  resource: "/{proxy+}",
  path: "/orders/7",
  httpMethod: "GET",
  headers: {
    Accept: "*/*",
    Host: "id.execute-api.us-east-1.amazonaws.com",
    Origin: "https://app.example.com",
  },
  multiValueHeaders: {
    Accept: ["*/*"],
    Host: ["id.execute-api.us-east-1.amazonaws.com"],
    Origin: ["https://app.example.com"],
  },
  queryStringParameters: { expand: "lines" },
  multiValueQueryStringParameters: { expand: ["lines"] },
  pathParameters: { proxy: "orders/7" },
  stageVariables: null,
  requestContext: {
    accountId: "123456789012",
    apiId: "id",
    authorizer: null,
    domainName: "id.execute-api.us-east-1.amazonaws.com",
    domainPrefix: "id",
    extendedRequestId: "request-id",
    httpMethod: "GET",
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: null,
      apiKeyId: null,
      caller: null,
      clientCert: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: "192.0.2.1",
      user: null,
      userAgent: "agent",
      userArn: null,
    },
    path: "/production/orders/7",
    protocol: "HTTP/1.1",
    requestId: "id=",
    requestTime: "04/Mar/2026:19:15:17 +0000",
    requestTimeEpoch: 1_772_651_717_000,
    resourceId: "resource",
    resourcePath: "/{proxy+}",
    stage: "production",
  },
  body: null,
  isBase64Encoded: false,
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html: format 1.0 */
export const httpApiV1Event: APIGatewayProxyEvent & { version: "1.0" } = {
  version: "1.0",
  ...restApiEvent,
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html: format 2.0 */
export const httpApiV2Event: APIGatewayProxyEventV2 = {
  version: "2.0",
  routeKey: "$default",
  rawPath: "/orders/7",
  rawQueryString: "expand=lines",
  cookies: ["session=1"],
  headers: {
    accept: "*/*",
    host: "id.execute-api.us-east-1.amazonaws.com",
    origin: "https://app.example.com",
  },
  queryStringParameters: { expand: "lines" },
  requestContext: {
    accountId: "123456789012",
    apiId: "api-id",
    domainName: "id.execute-api.us-east-1.amazonaws.com",
    domainPrefix: "id",
    http: {
      method: "GET",
      path: "/orders/7",
      protocol: "HTTP/1.1",
      sourceIp: "192.0.2.1",
      userAgent: "agent",
    },
    requestId: "id",
    routeKey: "$default",
    stage: "$default",
    time: "12/Mar/2026:19:03:58 +0000",
    timeEpoch: 1_773_342_238_000,
  },
  isBase64Encoded: false,
};

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html: format 2.0, by another host */
export const functionUrlEvent: APIGatewayProxyEventV2 = {
  ...httpApiV2Event,
  headers: { ...httpApiV2Event.headers, host: "url-id.lambda-url.us-west-2.on.aws" },
  requestContext: {
    ...httpApiV2Event.requestContext,
    apiId: "url-id",
    domainName: "url-id.lambda-url.us-west-2.on.aws",
    domainPrefix: "url-id",
  },
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
export const loadBalancerEvent: ALBEvent = {
  requestContext: {
    elb: {
      targetGroupArn:
        "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/lambda-279XGJDqGZ5rsrHC2Fjr/49e9d65c45c6791a",
    },
  },
  httpMethod: "GET",
  path: "/orders/7",
  queryStringParameters: { expand: "lines" },
  headers: {
    accept: "*/*",
    host: "lambda-alb-123578498.us-east-2.elb.amazonaws.com",
    origin: "https://app.example.com",
  },
  body: "",
  isBase64Encoded: false,
};

/** The same with `lambda.multi_value_headers.enabled` on the target group. */
export const multiValueLoadBalancerEvent: ALBEvent = {
  requestContext: loadBalancerEvent.requestContext,
  httpMethod: "GET",
  path: "/orders/7",
  multiValueQueryStringParameters: { expand: ["lines"] },
  multiValueHeaders: {
    accept: ["*/*"],
    host: ["lambda-alb-123578498.us-east-2.elb.amazonaws.com"],
    origin: ["https://app.example.com"],
  },
  body: "",
  isBase64Encoded: false,
};

/** The event that AWS makes of a request. */
export function eventOf(
  shape: ShapeName,
  { method, path, headers, body = "" }: WireRequest,
): AnyEvent {
  const lower = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  switch (shape) {
    case "REST API":
    case "HTTP API 1.0": {
      const event = shape === "REST API" ? restApiEvent : httpApiV1Event;
      // Names as the client wrote them; in `headers` the last line of each.
      return {
        ...event,
        httpMethod: method,
        path,
        headers: Object.fromEntries(headers),
        multiValueHeaders: grouped(headers),
        body,
      };
    }
    case "HTTP API 2.0":
    case "function URL": {
      const event = shape === "function URL" ? functionUrlEvent : httpApiV2Event;
      const joined = Object.entries(grouped(lower)).map(([name, lines]) => [name, lines.join(",")]);
      const http = { ...event.requestContext.http, method, path };
      return {
        ...event,
        rawPath: path,
        headers: Object.fromEntries(joined),
        requestContext: { ...event.requestContext, http },
        body,
      };
    }
    case "load balancer":
      return {
        ...loadBalancerEvent,
        httpMethod: method,
        path,
        headers: Object.fromEntries(lower),
        body,
      };
    case "load balancer, multi-value":
      return {
        ...multiValueLoadBalancerEvent,
        httpMethod: method,
        path,
        multiValueHeaders: grouped(lower),
        body,
      };
  }
}

export type AnyEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2 | ALBEvent;

function grouped(lines: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of lines) (groups[name] ??= []).push(value);
  return groups;
}

interface Result {
  statusCode: number;
  headers?: Record<string, string | number | boolean>;
  multiValueHeaders?: Record<string, (string | number | boolean)[]>;
  cookies?: string[];
  body?: string;
}

/** The response that AWS makes of a result, which it gets as JSON. */
export function responseOf(shape: ShapeName, given: unknown): WireResponse {
  const result = JSON.parse(JSON.stringify(given)) as Result;
  const {
    statusCode,
    headers: one = {},
    multiValueHeaders: several = {},
    cookies = [],
    body = "",
  } = result;
  const single = Object.entries(one).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const multiple = Object.entries(several).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, String(value)]),
  );
  const lines: Record<ShapeName, () => [string, string][]> = {
    "REST API": () => merged(single, multiple),
    "HTTP API 1.0": () => merged(single, multiple),
    "HTTP API 2.0": () => [
      ...single,
      ...cookies.map((cookie): [string, string] => ["set-cookie", cookie]),
    ],
    "function URL": () => [
      ...single,
      ...cookies.map((cookie): [string, string] => ["set-cookie", cookie]),
    ],
    "load balancer": () => single,
    "load balancer, multi-value": () => multiple,
  };
  const headers = lines[shape]();
  if (statusCode !== 204 && statusCode !== 304)
    headers.push(["content-length", String(Buffer.byteLength(body))]);
  return { status: statusCode, headers, body };
}

/** "If you specify values for both …, API Gateway merges them into a single list. If the same key-value pair is specified in both, only the values from multiValueHeaders will appear." */
function merged(single: [string, string][], multiple: [string, string][]): [string, string][] {
  const isThere = ([name, value]: [string, string]): boolean =>
    multiple.some(([other, same]) => other.toLowerCase() === name.toLowerCase() && same === value);
  return [...multiple, ...single.filter((line) => !isThere(line))];
}
