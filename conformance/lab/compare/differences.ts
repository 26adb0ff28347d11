import type { Recording } from "../record/recording.ts";
export function differencesBetween(recordings: readonly Recording[]): string { return String(recordings.length); }
