/** Why a scenario has no place on loopback addresses. */
export class NoPlace extends Error {}
