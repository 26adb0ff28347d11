import type { Demo } from "./demo.ts";

/** What the first command prints. */
export function greeting({ apiUrl, allowedUrl, refusedUrl }: Omit<Demo, "close">): string {
  return `
Crosswalk: an orders API on ${apiUrl}, and one page on two other origins.

  Open     ${allowedUrl}     the policy lists this origin
  then     ${refusedUrl}     and not this one

curl sends and shows what a browser would, and hides nothing:

  ${preflightCommand(apiUrl, allowedUrl)}
  ${requestCommand(apiUrl, allowedUrl)}

Ctrl-C ends it. Only this machine can reach it. PORT=5000 npm start takes ports 5000 to 5002.
`;
}

/** The preflight of the page's second button. */
export function preflightCommand(apiUrl: string, origin: string): string {
  return curl(
    `-X OPTIONS -H "Origin: ${origin}" -H "Access-Control-Request-Method: PUT" ` +
      `-H "Access-Control-Request-Headers: content-type" "${apiUrl}/orders/7"`,
  );
}

/** The request of the page's first button. */
export function requestCommand(apiUrl: string, origin: string): string {
  return curl(`-H "Origin: ${origin}" "${apiUrl}/orders"`);
}

// Double quotes mean the same to every shell, cmd.exe included; a proxy of the environment could not reach this machine's loopback.
function curl(rest: string): string {
  return `curl -i --noproxy "*" ${rest}`;
}
