const dangling: WeakSet<URL> = new WeakSet();

/**
 * Notes a URL whose text had line ends or tabs taken out of it and a `<` in it: what somebody has put into a page
 * without closing its quotes would carry off the markup that follows.
 *
 * https://github.com/whatwg/fetch/pull/519
 */
export function noteDanglingMarkup(url: URL, text: string): void {
  if (text.includes("<") && /[\t\n\r]/.test(text)) dangling.add(url);
}

export const hasDanglingMarkup = (url: URL): boolean => dangling.has(url);

/** What is made of a URL has swallowed what that had. */
export function keepDanglingMarkup(url: URL, from: URL): void {
  if (dangling.has(from)) dangling.add(url);
}
