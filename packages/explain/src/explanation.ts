import type { EngineName } from "@crosswalk/browser";
import type { Policy, PolicyGrant } from "@crosswalk/cors";
import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { CauseId } from "./cause-id.ts";
import type { EngineRun } from "./engine-run.ts";
import type { AnsweredResponse, Scenario, ScenarioPage, ScenarioRequest } from "./scenario.ts";

/** Why a request is blocked, or that it isn't, and what to change. JSON-serialisable. */
export interface Explanation {
  readonly outcome: ExplanationOutcome;
  /** At most twelve words. */
  readonly verdict: string;
  /** The cause first, then what would stop the request next, then what is good to know. */
  readonly findings: readonly Finding[];
  /** Each was tried in every engine before it came here. The cheapest first. */
  readonly fixes: readonly Fix[];
  /** Which engines the page reads the response in, or would show it in. */
  readonly works: readonly EngineName[];
  /** One for each engine, in the order standard, chromium, firefox, webkit. */
  readonly runs: readonly EngineRun[];
  readonly diagram: Diagram;
  /** What was run. */
  readonly scenario: Scenario;
  /** How many values were replaced because they look secret. */
  readonly redacted: number;
}

export type ExplanationOutcome =
  /** CORS blocks it in every browser. */
  | "blocked"
  /** It fails in every browser, and not because of CORS. */
  | "not-cors"
  /** Browsers differ. */
  | "differs"
  /** It arrives, but the page may not read it. */
  | "unreadable"
  /** The page has what it asked for. */
  | "allowed";

export interface Finding {
  readonly cause: CauseId;
  /** Whether it stops the request, would stop it next, or only ought to be known. */
  readonly role: "cause" | "next" | "note";
  /** Whether CORS is what it is about. */
  readonly cors: boolean;
  /** At most twelve words. */
  readonly title: string;
  /** What happens, in two or three sentences. */
  readonly why: string;
  /** What to do. */
  readonly change: string;
  readonly where: ChangePlace;
  /** The bytes that decided, as they were sent and received. */
  readonly evidence: readonly Evidence[];
  /** The engines in which it counts. */
  readonly engines: readonly EngineName[];
  /** What each of them prints on its console. */
  readonly console: readonly { readonly engine: EngineName; readonly lines: readonly string[] }[];
  readonly standard: StandardPlace | null;
  /** Numbers in the list of situations that the reference pages go by. */
  readonly situations: readonly number[];
}

export type ChangePlace = "server" | "proxy" | "cache" | "page" | "request" | "network" | "browser";

export interface StandardPlace {
  readonly title: string;
  readonly step: string;
  readonly url: string;
}

/** A line of a message or of the page that decided. */
export interface Evidence {
  readonly source: "request" | "preflight" | "response" | "preflight-response" | "page" | "layer";
  /** Of which URL, or the layer's name. */
  readonly of: string;
  /** As on the wire: `Access-Control-Allow-Origin: https://app.example`, `HTTP 404`; empty where it is missing. */
  readonly line: string;
  /** What is at issue with it: `missing`, `sent twice`. */
  readonly remark: string;
}

/** A set of changes after which the request succeeds in every engine, and no stranger gains anything. */
export interface Fix {
  readonly title: string;
  readonly place: FixPlace;
  /** What is done to the scenario. */
  readonly changes: readonly Change[];
  /** The same, as lines taken away and added, message by message. */
  readonly diff: readonly HeaderDiff[];
  /** What a server that uses `@crosswalk/cors` would be given; null where the change is not the server's. */
  readonly policy: Policy | null;
  readonly cost: number;
  readonly verified: FixVerification;
}

export interface FixPlace {
  readonly who: ChangePlace;
  /** The layer of the answer, where several are known: `nginx`. */
  readonly layer: string | null;
  /** The origin of the server, or the page's URL. */
  readonly at: string;
}

/** One step. `rule` is an index into the `answers` of the scenario as it was given. */
export type Change =
  | {
      readonly kind: "set-header";
      readonly rule: number;
      readonly name: string;
      readonly value: string;
    }
  | { readonly kind: "remove-header"; readonly rule: number; readonly name: string }
  | { readonly kind: "set-status"; readonly rule: number; readonly status: number }
  /** Answers this origin's preflights of this URL before whatever answered them; others get what they got. */
  | {
      readonly kind: "answer-preflight";
      readonly url: string;
      readonly origin: string;
      readonly answer: AnsweredResponse;
    }
  /** Serves what is at one origin at another: the same over https. */
  | { readonly kind: "serve-at"; readonly from: string; readonly to: string }
  | { readonly kind: "set-request"; readonly set: Partial<ScenarioRequest> }
  | { readonly kind: "remove-request-header"; readonly name: string }
  | { readonly kind: "set-page"; readonly set: Partial<ScenarioPage> }
  | { readonly kind: "set-page-header"; readonly name: string; readonly value: string }
  /** Lets what was loaded before be loaded with CORS as well. */
  | { readonly kind: "set-before"; readonly index: number; readonly set: Partial<ScenarioRequest> };

export interface HeaderDiff {
  /** `OPTIONS https://api.example/orders`. */
  readonly message: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface FixVerification {
  /** Engines in which the changed scenario succeeded. */
  readonly engines: readonly EngineName[];
  /** Others who were let try, before and after. */
  readonly strangers: readonly StrangerTrial[];
  /** What `comparePolicies` says that the policy grants more than the one before; empty where that is only what was asked for. */
  readonly grants: readonly PolicyGrant[];
}

export interface StrangerTrial {
  /** What kind of stranger: `look-alike`, `subdomain`, `sandboxed`, `insecure`, `unrelated`. */
  readonly kind: string;
  readonly origin: string;
  /** Against the servers as they were; null where it reads nothing of them as they would be, and need not be tried. */
  readonly before: "reads" | "blocked" | null;
  readonly after: "reads" | "blocked";
}

/** Who says what to whom, in order. */
export interface Diagram {
  readonly engine: EngineName;
  /** `page`, `browser`, and one for each server. */
  readonly actors: readonly string[];
  readonly arrows: readonly DiagramArrow[];
  /** The same as text, at most 80 columns wide. */
  readonly text: string;
}

export interface DiagramArrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Header lines that matter. */
  readonly lines: HeaderEntries;
  readonly kind: "request" | "preflight" | "response" | "verdict";
  /** Whether something is wrong here. */
  readonly mark: "fine" | "fatal";
}
