import type { Policy } from "@crosswalk/cors";
import type { EmitTarget } from "./targets.ts";

/** A policy in the words of another system, and what that system does otherwise. */
export interface Emission {
  readonly target: EmitTarget;
  /**
   *     "exact"         it answers as the policy does
   *     "approximate"   it differs as `deviations` say, and permits nothing that the policy refuses
   *     "impossible"    it would permit more, or cannot say it at all: there are no files
   */
  readonly fidelity: "exact" | "approximate" | "impossible";
  readonly files: readonly EmittedFile[];
  readonly deviations: readonly Deviation[];
  /** How it is known that the system does so: it was run against the policy, or its documentation says so. */
  readonly evidence: "run" | "documentation";
}

export interface EmittedFile {
  /** Where it belongs, as that system's users call it. */
  readonly name: string;
  readonly language:
    | "apache"
    | "caddyfile"
    | "csharp"
    | "haproxy"
    | "java"
    | "json"
    | "nginx"
    | "python"
    | "ruby"
    | "ts"
    | "yaml";
  readonly text: string;
}

/** A clause of the policy that the system cannot say as it stands. */
export interface Deviation {
  readonly field: keyof Policy;
  /**
   *     "equal"      other bytes on the wire, the same verdict in a browser
   *     "stricter"   a browser refuses what the policy permits
   *     "looser"     a browser permits what the policy refuses
   */
  readonly direction: "equal" | "stricter" | "looser";
  readonly message: string;
}

/** What a target's own file gives back: what it can say, and what not. */
export interface Draft {
  readonly files: readonly EmittedFile[];
  readonly deviations: readonly Deviation[];
}
