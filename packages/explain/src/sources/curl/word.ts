/** An argument of a command, and where it begins. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** The arguments of one command, and whether more than the command was there. */
export interface CommandWords {
  readonly words: readonly Word[];
  readonly isFollowed: boolean;
}
