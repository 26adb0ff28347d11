import { pageNames, type OriginName, type PageName, type ScriptRequest } from "../../case.ts";
import { Random } from "../random.ts";
import { situation, type Situation } from "../situation.ts";
import { deviate } from "./deviations.ts";
import { repliesOf, rightOrigins, type Answer, type Draft, type Hop } from "./draft.ts";
import { randomRequest } from "./requests.ts";

/** One to a few steps away from what passes: most deviations show only where the rest is right. */
export function* wideSituations(seed: number, count: number): Generator<Situation> {
  for (let index = 0; index < count; index++) {
    const random = randomOf(seed, index, 1);
    const draft = randomDraft(random);
    const { page, request, hops, deviations } = draft;
    const words = `${request.api} ${request.method ?? "GET"} from ${page} along ${hops.map(({ origin }) => origin).join("")}`;
    // What is kept shows in the next request alone.
    const again = random.chance(/cookie|age/.test(deviations.join(" ")) ? 0.5 : 0.1);
    yield situation(
      `${words}: ${deviations.join(", ")}${again ? ", twice" : ""}`,
      again ? [request, request] : request,
      { page, replies: repliesOf(hops) },
    );
  }
}

/** Of its own for each case, so that a change to one leaves the others as they were. */
export const randomOf = (seed: number, index: number, salt: number): Random =>
  new Random(Math.imul(seed, 1_000_003) + Math.imul(index, 8191) + salt);

export function randomPage(random: Random): PageName {
  return random.chance(0.55) ? "a" : random.pick(pageNames);
}

export function randomRoute(random: Random, page: PageName): OriginName[] {
  const length = random.chance(0.985)
    ? random.pick([1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5])
    : random.pick([10, 19, 20, 21, 22]);
  const choices: readonly OriginName[] =
    page === "s"
      ? ["s", "s", "t", "t", "a"]
      : page === "c"
        ? ["a", "b", "c", "c", "d", "s"]
        : ["a", "a", "b", "b", "b", "b", "c", "c", "d", "e", "s", "t"];
  // Servers tend to redirect within themselves.
  const route: OriginName[] = [random.pick(choices)];
  while (route.length < length)
    route.push(random.chance(0.35) ? route.at(-1)! : random.pick(choices));
  return route;
}

function randomDraft(random: Random): Draft {
  const page = randomPage(random);
  const route = randomRoute(random, page);
  const request = randomRequest(random, `{${route[0]!}/}0`);
  const draft: Draft = {
    page,
    request,
    hops: passingHops(random, page, route, request),
    deviations: [],
  };
  const count = random.pick([0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 5]);
  for (let done = 0; done < count; done++) deviate(random, draft);
  return draft;
}

/** Hops that let this request through, by an answer that is written out, a `*`, or an echo. */
function passingHops(
  random: Random,
  page: PageName,
  route: readonly OriginName[],
  request: ScriptRequest,
): Hop[] {
  const right = rightOrigins(page, route);
  const echoes = random.chance(0.3);
  const anonymous = request.credentials !== "include" && request.withCredentials !== true;
  const method = request.method ?? "GET";
  const names = [...(request.headers ?? []).map(([name]) => name), "content-type"];
  return route.map((origin, index) => {
    const grant = echoes ? "{origin}" : anonymous && random.chance(0.2) ? "*" : right[index]!;
    const answer = (status: number): Answer => ({
      status,
      lines: {
        origin: [`Access-Control-Allow-Origin: ${grant}`],
        credentials:
          anonymous && random.chance(0.5) ? [] : ["Access-Control-Allow-Credentials: true"],
        methods: [],
        headers: [],
        age: [],
        exposure: [],
        location: [],
        other: [],
      },
    });
    const preflight = answer(random.pick([200, 204, 204]));
    const listed = echoes ? "{access-control-request-headers}" : names.join(", ");
    preflight.lines.methods = [
      `Access-Control-Allow-Methods: ${echoes ? "{access-control-request-method}" : method}`,
    ];
    preflight.lines.headers = [`Access-Control-Allow-Headers: ${listed}`];
    const actual = answer(random.chance(0.9) ? 200 : random.pick([201, 404, 500, 206]));
    const next = route[index + 1];
    if (next !== undefined) {
      actual.status = random.pick([301, 302, 303, 307, 307, 308]);
      actual.lines.location = [`Location: {${next}/}${index + 1}`];
    }
    return { origin, path: String(index), preflight, actual };
  });
}
