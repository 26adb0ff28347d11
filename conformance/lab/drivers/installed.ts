import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { DriverName } from "./driver.ts";

/** What each browser needs: a program, the variable that names another one, and Debian's package of it. */
const programs: Readonly<
  Record<DriverName, readonly (readonly [program: string, variable: string | null, name: string])[]>
> = {
  chromium: [["/usr/bin/chromium", "CHROMIUM", "chromium"]],
  firefox: [["/usr/bin/firefox-esr", "FIREFOX", "firefox-esr"]],
  webkit: [
    [
      "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
      "MINI_BROWSER",
      // It depends on the library, whose package has the MiniBrowser.
      "webkit2gtk-driver",
    ],
    ["Xvfb", null, "xvfb"],
  ],
};

/** The browser itself. */
export function programOf(browser: DriverName): string {
  return named(programs[browser][0]!);
}

/** The packages that a browser lacks here, as `apt-get install` takes them. */
export function missingPackages(browser: DriverName): string[] {
  return programs[browser].filter((one) => !isExecutable(named(one))).map(([, , name]) => name);
}

/** The packages that compiling the library of clocks that skip lacks here. */
export const missingCompiler = (): string[] => (isExecutable("cc") ? [] : ["gcc", "libc6-dev"]);

const named = ([program, variable]: readonly [string, string | null, string]): string =>
  (variable === null ? undefined : process.env[variable]) ?? program;

function isExecutable(program: string): boolean {
  const places = program.includes("/")
    ? [program]
    : (process.env["PATH"] ?? "").split(delimiter).map((place) => join(place, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
