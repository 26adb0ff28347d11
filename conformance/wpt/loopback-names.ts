import dns from "node:dns";

/** The tests' host names are all this machine. */
export function lookUpOnLoopback(): void {
  const lookup = (_: string, options: unknown, callback?: unknown): void => {
    const done = (callback ?? options) as (...results: unknown[]) => void;
    const isAll =
      typeof options === "object" && options !== null && "all" in options && options.all === true;
    if (isAll) done(null, [{ address: "127.0.0.1", family: 4 }]);
    else done(null, "127.0.0.1", 4);
  };
  Object.assign(dns, { lookup });
}
