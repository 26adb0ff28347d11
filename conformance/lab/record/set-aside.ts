import type { Recording } from "./recording.ts";

/** The names of what proves nothing, because it came out otherwise when it was asked again. */
export function setAside(
  set: string,
  { browser, version, cases, unstable, unstableDiagnostics }: Recording,
): string[] {
  const count = `${set}, ${browser} ${version}: ${unstable.length} of ${cases.length} cases are unstable`;
  return [
    [count, ...unstable].join("\n  "),
    ...(unstableDiagnostics.length === 0
      ? []
      : [
          [`and the console alone of ${unstableDiagnostics.length}`, ...unstableDiagnostics].join(
            "\n  ",
          ),
        ]),
  ];
}
