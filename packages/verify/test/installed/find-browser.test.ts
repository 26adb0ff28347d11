import { describe, expect, it } from "vitest";
import { findBrowser, type Machine } from "../../src/installed/find-browser.ts";

const machine = (
  platform: NodeJS.Platform,
  environment: Record<string, string>,
  ...programs: string[]
): Machine => ({ platform, environment, isProgram: (path) => programs.includes(path) });

describe("a browser is found", () => {
  it.each([
    ["chromium", machine("linux", { PATH: "/bin:/usr/bin" }, "/usr/bin/chromium")],
    ["chromium", machine("linux", { PATH: "/opt/bin" }, "/opt/bin/google-chrome")],
    ["firefox", machine("linux", { PATH: "/usr/bin" }, "/usr/bin/firefox-esr")],
    [
      "chromium",
      machine("darwin", {}, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    ],
    [
      "firefox",
      machine(
        "darwin",
        { HOME: "/Users/hen" },
        "/Users/hen/Applications/Firefox.app/Contents/MacOS/firefox",
      ),
    ],
    [
      "chromium",
      machine(
        "win32",
        { ProgramFiles: "C:\\Program Files" },
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
      ),
    ],
    ["firefox", machine("win32", { Path: "C:\\a;D:\\b" }, "D:\\b\\firefox.exe")],
    ["firefox", machine("linux", { FIREFOX: "/opt/nightly/firefox" }, "/opt/nightly/firefox")],
    ["chromium", machine("linux", { CHROMIUM: "brave", PATH: "/bin" }, "/bin/brave")],
  ] as const)("%s, on %o", (name, where) => {
    const found = findBrowser(name, where);
    expect(found.kind === "found" && where.isProgram(found.program)).toBe(true);
  });

  it("where its variable says, and nowhere else", () => {
    const where = machine("linux", { FIREFOX: "/nope", PATH: "/usr/bin" }, "/usr/bin/firefox");
    expect(findBrowser("firefox", where)).toEqual({
      kind: "misnamed",
      reason: "FIREFOX names /nope, which is no program",
    });
  });

  it.each([
    ["linux", "chromium", "apt-get install chromium"],
    ["linux", "firefox", "apt-get install firefox-esr"],
    ["darwin", "firefox", "brew install --cask firefox"],
    ["win32", "chromium", "winget install Google.Chrome"],
  ] as const)("nowhere on an empty %s, which is told how to install %s", (platform, name, how) => {
    const found = findBrowser(name, machine(platform, {}));
    expect(found).toMatchObject({ kind: "absent", install: expect.stringContaining(how) });
  });
});
