/**
 *     "https://app.example/"             // whole
 *     "/orders"                          // not whole: its host would be another URL's
 *     "localhost:3000"                   // not whole: its scheme would be "localhost:"
 */
export const isWholeUrl = (text: string): boolean =>
  URL.canParse(text) && !/^[\w.-]+:\d+(?:[/?#]|$)/.test(text);

/** What somebody who wrote no whole URL may have meant; an example where that cannot be told. */
export function suggestedUrl(text: string, example: string): string {
  if (/^localhost\b|^\d+\.\d+\.\d+\.\d+/.test(text)) return `http://${text}`;
  return /^[\w-]+(?:\.[\w-]+)+/.test(text) ? `https://${text}` : example;
}
