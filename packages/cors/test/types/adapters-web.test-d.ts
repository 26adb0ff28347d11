// Checked by the compiler (`npm run check`): what `cors` returns is what each framework's own types ask for.

import { compilePolicy, createCors } from "@crosswalk/cors";
import { cors as elysiaCors } from "@crosswalk/cors/elysia";
import { cors as h3Cors } from "@crosswalk/cors/h3";
import { cors as honoCors } from "@crosswalk/cors/hono";
import { cors as lambdaCors } from "@crosswalk/cors/lambda";
import { cors as webCors, GuardConflictError, handleCors } from "@crosswalk/cors/web";
import { node } from "@elysiajs/node";
import type {
  ALBHandler,
  ALBResult,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResult,
  APIGatewayProxyStructuredResultV2,
  Context,
  LambdaFunctionURLHandler,
} from "aws-lambda";
import { Elysia } from "elysia";
import { H3, defineMiddleware, defineHandler } from "h3";
import { createApp, defineEventHandler } from "h3v1";
import { Hono } from "hono";
import { createFactory } from "hono/factory";

const policy = { allowOrigins: ["https://app.example.com"], allowCredentials: true } as const;
const guard = createCors(policy);

// Web. What a handler takes besides the request, the guarded one takes too.
const plain: (request: Request) => Promise<Response> = webCors(policy)(() => new Response("ok"));
const worker = {
  fetch: webCors(policy)(
    async (
      request: Request,
      environment: { readonly KEY: string },
      context: { waitUntil(promise: Promise<unknown>): void },
    ) => {
      context.waitUntil(Promise.resolve());
      return new Response(request.url + environment.KEY);
    },
  ),
};
const answered: Promise<Response> = worker.fetch(
  new Request("http://api.example.com/"),
  { KEY: "k" },
  { waitUntil: () => {} },
);
interface NextRequest extends Request {
  readonly nextUrl: URL;
}
const route: (
  request: NextRequest,
  route: { params: Promise<{ id: string }> },
) => Promise<Response> = webCors(guard)(
  (request: NextRequest) => new Response(request.nextUrl.pathname),
);
const hook: Promise<Response> = handleCors(
  guard,
  new Request("http://api.example.com/"),
  () => new Response("ok"),
);
webCors(compilePolicy(policy))(webCors(guard)(new Hono().fetch));
void [plain, answered, route, hook, GuardConflictError];
// @ts-expect-error the environment is missing
void worker.fetch(new Request("http://api.example.com/"));
// @ts-expect-error a handler answers with a Response
webCors(policy)(() => "ok");
// @ts-expect-error a trailing slash
webCors({ allowOrigins: ["https://app.example.com/"] });
// @ts-expect-error handleCors takes a guard, made once
void handleCors(policy, new Request("http://api.example.com/"), () => new Response("ok"));

// Hono.
const hono = new Hono<{ Bindings: { KEY: string }; Variables: { user: string } }>();
hono.use(honoCors(policy));
hono.use("/orders/*", honoCors(guard));
hono.all("/orders/:id", honoCors(policy), (c) => c.text(c.req.param("id")));
createFactory().createMiddleware(honoCors(compilePolicy(policy)));
// @ts-expect-error "*" with credentials
hono.use(honoCors({ allowOrigins: "*", allowCredentials: true }));

// h3.
const h3 = new H3();
h3.use(h3Cors(policy));
h3.use("/orders/**", h3Cors(guard));
h3.get("/orders", defineHandler({ middleware: [h3Cors(guard)], handler: () => "ok" }));
defineMiddleware(h3Cors(compilePolicy(policy)));
webCors(policy)((request: Request) => h3.fetch(request));
createApp().use(defineEventHandler(h3Cors(policy)));
// @ts-expect-error there is no default policy
h3.use(h3Cors());

// Elysia. The application keeps its type.
const elysia = new Elysia()
  .decorate("name", "crosswalk")
  .use(elysiaCors(policy))
  .get("/", ({ name }) => name.length);
new Elysia({ adapter: node(), prefix: "/v1" }).use(elysiaCors(guard)).use(elysia);
new Elysia().use(elysiaCors(compilePolicy(policy)));
// @ts-expect-error no scheme
new Elysia().use(elysiaCors({ allowOrigins: ["app.example.com"] }));

// Lambda. What comes back is a result of every shape.
declare const context: Context;
declare const rest: APIGatewayProxyHandler,
  http: APIGatewayProxyHandlerV2,
  url: LambdaFunctionURLHandler,
  balancer: ALBHandler;
const guardedRest = lambdaCors(policy)(rest);
const guardedHttp = lambdaCors(guard)(http);
const guardedUrl = lambdaCors(compilePolicy(policy))(url);
const guardedBalancer = lambdaCors(policy)(balancer);
const results: [
  (event: Parameters<typeof rest>[0]) => Promise<APIGatewayProxyResult>,
  (event: Parameters<typeof http>[0]) => Promise<APIGatewayProxyStructuredResultV2>,
  (event: Parameters<typeof url>[0]) => Promise<APIGatewayProxyStructuredResultV2>,
  (event: Parameters<typeof balancer>[0]) => Promise<ALBResult>,
] = [
  (event) => guardedRest(event, context),
  (event) => guardedHttp(event, context),
  (event) => guardedUrl(event, context),
  (event) => guardedBalancer(event, context),
];
const typed: APIGatewayProxyHandler = guardedRest;
lambdaCors(policy)(async (event: { readonly rawPath: string }) => ({
  statusCode: 200,
  body: event.rawPath,
}));
void [results, typed];
// @ts-expect-error upper case
lambdaCors({ allowOrigins: ["https://App.example.com"] });
