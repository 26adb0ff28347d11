import { createCors } from "../../src/policy/index.ts";
import type { CorsGuard, DecisionReport } from "../../src/policy/index.ts";
import type { SetupName } from "./matrix-situations.ts";

export const account = {
  allowOrigins: ["https://app.example.com"],
  allowCredentials: true,
  allowMethods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "X-Token"],
  exposeHeaders: ["X-Request-Id"],
  maxAge: 600,
} as const;

/** The guards of a setup, which tell every decision to `reports`. */
export function guardsFor(setup: SetupName, reports: DecisionReport[] = []): CorsGuard[] {
  const onDecision = (report: DecisionReport): void => void reports.push(report);
  const guard = createCors(account, { onDecision });
  switch (setup) {
    case "one":
      return [guard];
    case "same-twice":
      return [guard, guard];
    case "two-different":
      return [guard, createCors(account, { onDecision })];
    case "select":
      return [
        createCors(
          { account, open: { allowOrigins: "*", allowMethods: ["PUT"], allowHeaders: "*" } },
          {
            onDecision,
            select: ({ path }) =>
              path.startsWith("/public/") ? "open" : path === "/own-acao" ? null : "account",
          },
        ),
      ];
    case "report-only":
      return [createCors(account, { onDecision, mode: "report-only" })];
    case "resolver":
      return [
        createCors(
          { ...account, allowOrigins: [] },
          { onDecision, resolveOrigin: async (origin) => origin === "https://app.example.com" },
        ),
      ];
  }
}
