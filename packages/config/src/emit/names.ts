/** The methods that need no permission; many systems want them listed all the same. */
export const safelisted = ["GET", "HEAD", "POST"] as const;

export const literalNames = (names: "*" | readonly string[]): readonly string[] =>
  names === "*" ? ["*"] : names;

/** In double quotes, as most languages have them: origins, tokens and header names need no escape. */
export const quotedList = (values: readonly string[]): string =>
  values.map((value) => `"${value}"`).join(", ");
