/**
 * What a page can tell of a fetch's timing, as far as `Timing-Allow-Origin` decides it. It has no times: here nothing
 * takes as long as it does in a browser.
 *
 * https://w3c.github.io/resource-timing/#dom-performanceresourcetiming
 */
export interface PageResourceTiming {
  /** The URL that was asked for, before any redirect. */
  readonly name: string;
  readonly entryType: "resource";
  /** Whether `requestStart`, `responseStart` and what else lies between start and end are told; else they are zero. */
  readonly tellsTimes: boolean;
  /** Whether `transferSize` is told; else it is zero. */
  readonly tellsTransferSize: boolean;
}
