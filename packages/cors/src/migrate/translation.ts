import type { PolicyIssueCode } from "../policy/policy-issue-code.ts";
import type { Policy } from "../policy/policy.ts";
import type { MigrationNoteCode, MigrationProblemCode } from "./migration-texts.ts";

/** What today's options become. */
export interface Translation {
  /**
   *     "policy"      the policy means what the options mean
   *     "resolver"    likewise, with a function of the options deciding about origins
   *     "off"         the options turn CORS off, and every request goes by untouched
   *     "refused"     there are problems
   */
  readonly outcome: "policy" | "resolver" | "off" | "refused";
  /** The policy; null where CORS is off, or the options are refused. */
  readonly policy: Policy | null;
  /**
   * The policy, or where the options are refused, what is nearest to them and safe. Where nothing is known of the origins
   * that are meant, it names `https://app.example.com`.
   */
  readonly nearest: Policy | null;
  /** What differs, or has no counterpart because none is needed. */
  readonly notes: readonly MigrationNote[];
  /** Why the options are refused; every reason at once. */
  readonly problems: readonly MigrationProblem[];
}

/** What a user of the old middleware may want to know, although nothing need be done. */
export interface MigrationNote {
  readonly code: MigrationNoteCode | PolicyIssueCode;
  /** Today's option, `origin[2]` for one. */
  readonly option: string;
  readonly message: string;
}

/** Something in the options that can't be translated safely. */
export interface MigrationProblem {
  readonly code: MigrationProblemCode | PolicyIssueCode;
  /** Today's option, `origin[2]` for one; empty where it is all of them. */
  readonly option: string;
  readonly value: unknown;
  readonly message: string;
  /** An origin that the options let in and that nobody meant; null where none was found. */
  readonly witness: string | null;
}
