import { startChromium } from "./chromium.ts";
import type { Driver, DriverName, DriverOptions } from "./driver.ts";
import { startFirefox } from "./firefox.ts";
import { startWebKit } from "./webkit.ts";

export const driverNames: readonly DriverName[] = ["chromium", "firefox", "webkit"];

export function startDriver(name: DriverName, options: DriverOptions): Promise<Driver> {
  switch (name) {
    case "chromium":
      return startChromium(options);
    case "firefox":
      return startFirefox();
    case "webkit":
      return startWebKit(options);
  }
}
