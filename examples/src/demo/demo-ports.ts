import type { DemoPorts } from "./demo.ts";

/** The API's port; the pages have the two after it. Chosen for being nobody's default. */
const FIRST_PORT = 4810;
const LAST_PORT = 65_535;

/**
 * The ports to listen on: 4810, 4811 and 4812, or any free one in place of one that is busy.
 *
 * `PORT=5000` asks for 5000, 5001 and 5002, and for nothing else; `PORT=0` for any three.
 *
 * @param text the environment variable `PORT`
 * @throws RangeError if it is no port
 */
export function demoPorts(text: string | undefined): DemoPorts {
  if (text === undefined || text === "") return threeFrom(FIRST_PORT, "take-another");
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > LAST_PORT - 2) {
    throw new RangeError(
      `PORT: ${JSON.stringify(text)} is not a port; write a number from 0 to ${LAST_PORT - 2}`,
    );
  }
  return threeFrom(port, "fail");
}

function threeFrom(port: number, whenBusy: "take-another" | "fail"): DemoPorts {
  const after = (steps: number): number => (port === 0 ? 0 : port + steps);
  return {
    api: { port: after(0), whenBusy },
    allowed: { port: after(1), whenBusy },
    refused: { port: after(2), whenBusy },
  };
}
