// #region readme
import { checkPolicy } from "@crosswalk/cors";

/** Reads a policy of unknown provenance, a file for one, and tells every mistake in it at once. */
export function mistakesIn(json: string): string[] {
  const { issues, warnings } = checkPolicy(JSON.parse(json));
  return [...issues, ...warnings].map(({ severity, code, message, fix }) => {
    const mend = fix === null ? "" : `\n    fix: ${JSON.stringify(fix)}`;
    return `${severity} ${code}\n    ${message}${mend}`;
  });
}
// #endregion

/** `node examples/dist/run.js check-policy` prints what is wrong with this one. */
export const WRONG_POLICY = `{
  "allowOrigins": ["https://app.example.com/", "example.com", "https://*.github.io"],
  "allowCredentials": true,
  "allowMethods": ["put"],
  "maxage": 600
}`;
