import type { HeaderList } from "@crosswalk/cors/protocol";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { QueuePlace } from "../infrastructure/http-cache-queue.ts";
import { abortableResponse } from "./abortable-response.ts";
import { takeAnswer, untilToldOfRefusal } from "./http-cache-answer.ts";
import { asksForPart } from "./http-cache-key.ts";
import type { HttpCachePlan } from "./http-cache-plan.ts";
import { partOf, unsatisfied } from "./http-cache-range.ts";
import type { FetchParams } from "./user-agent.ts";
import { tellReuse } from "./stored-answer.ts";

/**
 * What comes of the network's response where an HTTP cache may keep it.
 *
 * https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 10.3 to 10.5
 */
export function takenInTurn(
  params: FetchParams,
  headerList: HeaderList,
  plan: HttpCachePlan,
  turn: QueuePlace,
  requestTime: number,
  forwardResponse: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { request, agent, signal } = params;
  const responseTime = agent.clock.date();

  // 10.3 to 10.5. [What is stored is invalidated, freshened or replaced.]
  const exchange = { request, headerList, response: forwardResponse, requestTime, responseTime };
  // NB: A page's look in the background comes after what it was asked behind.
  const isOvertaken =
    plan.use === "fetch" &&
    request.initiator !== "revalidation" &&
    (request.turn ?? turn).isSuperseded();
  const answer = isOvertaken ? forwardResponse : takeAnswer(exchange, plan, agent);
  const isShared = answer.body !== forwardResponse.body;
  const response =
    signal !== null && isShared ? abortableResponse(answer, signal, agent.engine) : answer;
  const told = plan.key === null ? null : untilToldOfRefusal(request, response, agent);
  return told === null
    ? shown(params, plan, response, forwardResponse)
    : told.then(() => shown(params, plan, response, forwardResponse));
}

/** What the cache has made of the network's response, as it was asked for. */
function shown(
  params: FetchParams,
  { isBeyond }: HttpCachePlan,
  response: FetchResponse,
  forwardResponse: FetchResponse,
): FetchResponse | Promise<FetchResponse> {
  const { request, agent } = params;
  if (forwardResponse.status !== 304) return response;
  if (response.status === 304) {
    // NB: It is taken for word of what is stored, of whose length nobody has asked so far.
    return isBeyond ? unsatisfied(response, response.headerList, 0) : response;
  }
  tellReuse(params, response, "validated");
  return asksForPart(request, agent.engine.httpCache)
    ? partOf(response, request, forwardResponse.headerList)
    : response;
}
