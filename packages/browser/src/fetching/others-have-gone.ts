/** Lets everything go first that is ready within so many turns. */
export async function othersHaveGone(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}
