import type { Laboratory } from "./laboratory.ts";

/** What the laboratory is told to do, by the words behind its name. */
export type Command = (laboratory: Laboratory, operands: readonly string[]) => void | Promise<void>;
