import { describeRecordedBrowser } from "./describe-recorded-browser.ts";

describeRecordedBrowser("chromium");
