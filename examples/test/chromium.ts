import type { LaunchOptions } from "playwright-core";

/**
 * How the tests start Debian's Chromium; playwright adds `--headless` itself.
 *
 * NB: Never with --disable-web-security, nor with a list of arguments from a package that may hold it: every response
 * could be read, and tests of what is allowed would pass whatever the server says.
 */
export const CHROMIUM: LaunchOptions = {
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--no-proxy-server",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
