import { accessSync, constants, statSync } from "node:fs";
import { posix, win32 } from "node:path";
import type { BrowserName } from "./browser-name.ts";

/** Where this runs; a test says otherwise. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isProgram: (path: string) => boolean;
}

export type FoundBrowser =
  | { readonly kind: "found"; readonly program: string }
  /** A variable names what is no program. */
  | { readonly kind: "misnamed"; readonly reason: string }
  | { readonly kind: "absent"; readonly install: string };

const variables: Readonly<Record<BrowserName, string>> = {
  chromium: "CHROMIUM",
  firefox: "FIREFOX",
};

/** Names of programs, as they are on a `PATH`. */
const names: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
  firefox: ["firefox", "firefox-esr"],
};

/** Places below `/Applications` and `~/Applications`. */
const applications: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: [
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
  ],
  firefox: [
    "Firefox.app/Contents/MacOS/firefox",
    "Firefox Developer Edition.app/Contents/MacOS/firefox",
  ],
};

/** Places below the folders that Windows has for programs. */
const programFiles: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe"],
  firefox: ["Mozilla Firefox\\firefox.exe", "Firefox Developer Edition\\firefox.exe"],
};

/** The program of a browser: what its variable names, or else what is installed. */
export function findBrowser(name: BrowserName, machine: Machine = thisMachine): FoundBrowser {
  const { environment, isProgram } = machine;
  const variable = variables[name];
  const named = environment[variable] ?? "";
  if (named !== "") {
    const program = programsNamed(named, machine).find(isProgram);
    return program === undefined
      ? { kind: "misnamed", reason: `${variable} names ${named}, which is no program` }
      : { kind: "found", program };
  }
  const program = [
    ...names[name].flatMap((one) => programsNamed(one, machine)),
    ...usualPlaces(name, machine),
  ].find(isProgram);
  return program === undefined
    ? { kind: "absent", install: installation(name, machine.platform) }
    : { kind: "found", program };
}

/** A path is one; a name is looked up. */
function programsNamed(name: string, { platform, environment }: Machine): string[] {
  const isWindows = platform === "win32";
  if (name.includes("/") || (isWindows && name.includes("\\"))) return [name];
  const { delimiter, join } = isWindows ? win32 : posix;
  const file = isWindows && !/\.exe$/i.test(name) ? `${name}.exe` : name;
  const path = environment["PATH"] ?? environment["Path"] ?? "";
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, file));
}

function usualPlaces(name: BrowserName, { platform, environment }: Machine): string[] {
  if (platform === "darwin") {
    const home = environment["HOME"];
    const folders = ["/Applications", ...(home === undefined ? [] : [`${home}/Applications`])];
    return folders.flatMap((folder) => applications[name].map((place) => `${folder}/${place}`));
  }
  if (platform !== "win32") return [];
  return ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = environment[variable];
    return folder === undefined ? [] : programFiles[name].map((place) => win32.join(folder, place));
  });
}

/** What to do to have it. */
function installation(name: BrowserName, platform: NodeJS.Platform): string {
  const isChromium = name === "chromium";
  const command = ((): string => {
    switch (platform) {
      case "darwin":
        return `brew install --cask ${isChromium ? "google-chrome" : "firefox"}`;
      case "win32":
        return `winget install ${isChromium ? "Google.Chrome" : "Mozilla.Firefox"}`;
      default:
        return `apt-get install ${isChromium ? "chromium" : "firefox-esr"} (on Debian)`;
    }
  })();
  return `${command}, or ${variables[name]}=<its program>`;
}

const thisMachine: Machine = {
  platform: process.platform,
  environment: process.env,
  isProgram(path) {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  },
};
