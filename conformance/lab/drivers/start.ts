import { startChromium, startFirefox } from "@crosswalk/verify/laboratory";
import type { Driver, DriverName, DriverOptions } from "./driver.ts";
import { programOf } from "./installed.ts";
import { startWebKit } from "./webkit.ts";

export const driverNames: readonly DriverName[] = ["chromium", "firefox", "webkit"];

export async function startDriver(name: DriverName, options: DriverOptions): Promise<Driver> {
  const command = programOf(name);
  const { spkiFingerprint, localNames = [] } = options;
  switch (name) {
    case "chromium": {
      const driver = await startChromium({ command, spkiFingerprint, localNames });
      return { ...driver, name, concurrency: 8, needsConnections: false, keepsHostRecords: false };
    }
    case "firefox":
      return {
        ...(await startFirefox({ command, localNames })),
        name,
        concurrency: 8,
        needsConnections: true,
        keepsHostRecords: true,
      };
    case "webkit":
      return startWebKit(command, options);
  }
}
