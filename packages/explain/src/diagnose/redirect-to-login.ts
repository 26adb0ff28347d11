import type { Cause } from "./cause.ts";
import { isMissing, isOriginFailure, isRedirect } from "./codes.ts";
import { originLines, responseLines } from "./evidence.ts";
import { absoluteUrl } from "./run-facts.ts";

const looksLikeLogin =
  /log-?in|sign-?in|\bsso\b|saml|oauth|openid|authorize|\bauth\b|\bidp\b|\baccounts?\./i;

/** The session has run out, and the API answers as it would to a person: with the way to the login page. */
export const redirectToLogin: Cause = {
  id: "redirect-to-login",
  role: "cause",
  situations: [9],
  cors: true,
  find(facts) {
    const atRedirect = isRedirect(facts) && isMissing(facts) && !facts.isPreflight;
    const atLogin = facts.isRedirected && isOriginFailure(facts);
    if (!atRedirect && !atLogin) return null;
    const location = facts.response.get("Location");
    const target = atRedirect && location !== null ? absoluteUrl(location, facts.url) : facts.url;
    if (!looksLikeLogin.test(target)) return null;
    return {
      title: "The API redirects to a login page, which no script may read.",
      why: `The user's session is probably over. The API answers with a redirect to \`${withoutQuery(target)}\`, as if a person had opened it, and the login page has no business with CORS.`,
      change:
        "Answer requests of scripts with 401 and CORS headers instead of a redirect, and let the page send the user to the login. Don't add CORS headers to the login page.",
      where: "server",
      evidence: [...originLines(facts), ...(atRedirect ? responseLines(facts, "Location") : [])],
    };
  },
};

const withoutQuery = (url: string): string => url.replace(/[?#].*$/, "");
