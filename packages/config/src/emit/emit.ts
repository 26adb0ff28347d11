import type { CompiledPolicy, Policy } from "@crosswalk/cors";
import { emitApache } from "./apache.ts";
import { emitAspnet } from "./aspnet.ts";
import { emitApiGateway, emitCloudFront, emitS3 } from "./aws.ts";
import { emitCaddy } from "./caddy.ts";
import { emitDjango } from "./django.ts";
import type { Deviation, Draft, Emission } from "./emission.ts";
import { type EmittedPolicy, emittedPolicy } from "./emitted-policy.ts";
import { emitEnvoy } from "./envoy.ts";
import { emitFlask } from "./flask.ts";
import { emitHaproxy } from "./haproxy.ts";
import { emitNginx } from "./nginx.ts";
import {
  emitCloudflare,
  emitExpress,
  emitFastify,
  emitHono,
  emitKoa,
  emitNest,
  emitNext,
} from "./own-adapters.ts";
import { emitRails } from "./rails.ts";
import { emitSpring } from "./spring.ts";
import type { EmitTarget } from "./targets.ts";

interface Emitter {
  readonly draft: (policy: EmittedPolicy) => Draft;
  readonly evidence: Emission["evidence"];
  /** Whether it runs `@crosswalk/cors` itself, which says whatever a policy can say. */
  readonly isOurs?: true;
  /** Whether it sends the constant headers beside CORS, `crossOriginResourcePolicy` and `timingAllowOrigin`. */
  readonly sendsConstants?: true;
}

const ours = (draft: Emitter["draft"]): Emitter => ({ draft, evidence: "run", isOurs: true });
const proxy = (draft: Emitter["draft"]): Emitter => ({
  draft,
  evidence: "run",
  sendsConstants: true,
});
const documented = (draft: Emitter["draft"]): Emitter => ({ draft, evidence: "documentation" });

const emitters: Readonly<Record<EmitTarget, Emitter>> = {
  express: ours(emitExpress),
  fastify: ours(emitFastify),
  koa: ours(emitKoa),
  hono: ours(emitHono),
  next: ours(emitNext),
  nest: ours(emitNest),
  nginx: proxy(emitNginx),
  apache: proxy(emitApache),
  caddy: proxy(emitCaddy),
  haproxy: proxy(emitHaproxy),
  envoy: documented(emitEnvoy),
  spring: documented(emitSpring),
  django: documented(emitDjango),
  flask: documented(emitFlask),
  rails: documented(emitRails),
  aspnet: documented(emitAspnet),
  s3: documented(emitS3),
  "api-gateway": documented(emitApiGateway),
  cloudfront: documented(emitCloudFront),
  cloudflare: ours(emitCloudflare),
};

/**
 * Writes a policy in another system's words. A system that would permit more than the policy does, or cannot say it at all,
 * gets no files, and the deviations say why.
 *
 * @throws PolicyError if the policy is wrong
 */
export function emit(target: EmitTarget, given: Policy | CompiledPolicy): Emission {
  const { draft, evidence, isOurs, sendsConstants } = emitters[target];
  const policy = emittedPolicy(given);
  if (isOurs === true) return { target, fidelity: "exact", evidence, ...draft(policy) };

  const { files, deviations: its } = draft(policy);
  const deviations = [
    ...its,
    ...(policy.repeats ? [repeating] : []),
    ...(sendsConstants === true ? [] : constantsLeftOut(policy)),
  ];
  const isImpossible =
    files.length === 0 || deviations.some(({ direction }) => direction === "looser");
  if (isImpossible) return { target, fidelity: "impossible", evidence, files: [], deviations };
  const fidelity = deviations.length === 0 ? "exact" : "approximate";
  return { target, fidelity, evidence, files, deviations };
}

const repeating: Deviation = {
  field: "allowHeaders",
  direction: "looser",
  message:
    "* with credentials has to repeat what was asked for, checked name by name; list the methods and headers instead",
};

function constantsLeftOut({ policy }: EmittedPolicy): Deviation[] {
  const deviations: Deviation[] = [];
  if (policy.crossOriginResourcePolicy !== undefined) {
    deviations.push({
      field: "crossOriginResourcePolicy",
      direction: policy.crossOriginResourcePolicy === "cross-origin" ? "stricter" : "looser",
      message:
        "Cross-Origin-Resource-Policy is not part of this system's CORS; set it as a header of its own",
    });
  }
  if (policy.timingAllowOrigin !== undefined) {
    deviations.push({
      field: "timingAllowOrigin",
      direction: "stricter",
      message:
        "Timing-Allow-Origin is not part of this system's CORS; set it as a header of its own",
    });
  }
  return deviations;
}
