/**
 * How many idle connections to its server a case found when it began, by browser and case: those that cases recorded
 * before it had left open. A case says nothing of them. Each is told by a request that was sent over it in vain, and
 * so stands in the recording once more; a case without one was recorded on a connection of its own.
 *
 * Of an interim response alone Chromium makes an empty one on a connection that had served, and a failure on a new one.
 */
export const foundIdle: ReadonlyMap<string, number> = new Map([
  ["chromium statuses-953", 1],
  ["chromium statuses-958", 2],
  ["chromium statuses-965", 1],
  ["chromium statuses-968", 1],
  ["chromium statuses-979", 1],
  ["chromium garbage-0", 1],
  ["chromium garbage-2", 2],
  ["chromium garbage-4", 1],
  ["chromium garbage-273", 1],
  ["chromium found-62", 1],
  ["chromium found-124", 6],
  ["chromium found-604", 1],
  ["chromium found-617", 1],
]);
