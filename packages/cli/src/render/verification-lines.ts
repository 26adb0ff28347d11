import type { ExplanationOutcome } from "@crosswalk/explain";
import type { BrowserTrial, BrowserVerification, Reach, Verification } from "@crosswalk/verify";

/** What is said of a browser. */
export interface VerificationLine {
  /** `fine` where it did what was said, `wrong` where it did otherwise, `none` where it did nothing. */
  readonly sign: "fine" | "wrong" | "none";
  readonly text: string;
  /** The browser's own words, where they are needed. */
  readonly printed: readonly string[];
}

/** The browsers, one by one. */
export function verificationLines(
  { notStaged, browsers }: Verification,
  outcome: ExplanationOutcome,
): VerificationLine[] {
  return notStaged === null
    ? browsers.map((one) => browserLine(one, outcome))
    : [said(`Not tried in a browser, because it can't be staged on loopback: ${notStaged}.`)];
}

/** Why nothing was verified, and what to do about it, where no browser did anything. */
export function unverifiedMessage({ browsers }: Verification): string {
  return browsers.every(({ kind }) => kind === "absent")
    ? `no browser is there to verify it in; install one: ${browsers.map((one) => (one.kind === "absent" ? `${titles[one.browser]} (${one.install})` : "")).join(", or ")}`
    : `no browser verified it: ${browsers.map((one) => browserLine(one, "blocked").text).join(" ")}`;
}

const titles: Readonly<Record<BrowserVerification["browser"], string>> = {
  chromium: "Chromium",
  firefox: "Firefox",
};

const said = (text: string): VerificationLine => ({ sign: "none", text, printed: [] });

function browserLine(one: BrowserVerification, outcome: ExplanationOutcome): VerificationLine {
  const title = titles[one.browser];
  switch (one.kind) {
    case "absent":
      return said(`${title} is not installed: ${one.install}.`);
    case "failed":
      return said(`${title} was not asked: ${one.reason}.`);
    case "not-staged":
      return said(`${title} ${one.version} was not asked: ${one.reason}.`);
    case "tried":
      break;
  }
  const { version, given, fixed, agrees } = one;
  const words = (reach: Reach): string =>
    reach === "fails" && outcome !== "not-cors" ? "blocked" : reaches[reach];
  const after = fixed === null ? "" : `, ${words(fixed.reach)} after the change`;
  const text = `${title} ${version}: ${words(given.reach)} as given${after}`;
  if (agrees) return { sign: "fine", text: `${text}.`, printed: [] };
  const trials = [
    ...(isAsSaid(given) ? [] : [{ trial: given, when: "as given" }]),
    ...(fixed === null || isAsSaid(fixed) ? [] : [{ trial: fixed, when: "after the change" }]),
  ];
  const contradictions = trials.map(({ trial, when }) =>
    trial.reach === trial.expected
      ? `it gives another reason ${when}`
      : `${words(trial.expected)} ${when} was said of it`,
  );
  const printed = trials.flatMap(({ trial }) => trial.console);
  return {
    sign: "wrong",
    text: `${text}. This contradicts what is said above: ${contradictions.join(", and ")}. ${printed.length === 0 ? "It prints nothing." : "It prints:"}`,
    printed,
  };
}

const isAsSaid = ({ reach, expected, reason }: BrowserTrial): boolean =>
  reach === expected && reason !== "other";

const reaches: Readonly<Record<Reach, string>> = {
  reads: "reads",
  lacks: "reads without all the headers",
  opaque: "may not look into it",
  fails: "fails",
};
