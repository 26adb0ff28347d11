import { startChromium, startFirefox } from "@crosswalk/verify/laboratory";
import type { Driver, DriverName, DriverOptions } from "./driver.ts";
import { programOf } from "./installed.ts";
import { startWebKit } from "./webkit.ts";

export const driverNames: readonly DriverName[] = ["chromium", "firefox", "webkit"];

export async function startDriver(name: DriverName, options: DriverOptions): Promise<Driver> {
  const command = programOf(name);
  switch (name) {
    case "chromium": {
      const { spkiFingerprint } = options;
      const driver = await startChromium({ command, spkiFingerprint });
      return { ...driver, name, concurrency: 8, needsConnections: false };
    }
    case "firefox":
      // A preflight result older than the last look-up of its host is dropped, and every new
      // connection looks up its host, an address too.
      return { ...(await startFirefox({ command })), name, concurrency: 8, needsConnections: true };
    case "webkit":
      return startWebKit(command, options);
  }
}
