/** Those who follow a signal, which has one listener for all of them. */
class Following {
  readonly #signal: AbortSignal;
  readonly #followers: Set<() => void> = new Set();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", this.#tell, { once: true });
  }

  add(onAbort: () => void): () => void {
    // NB: A function of its own, as the same one may follow twice.
    const follower = (): void => onAbort();
    this.#followers.add(follower);
    return () => {
      this.#followers.delete(follower);
      if (this.#followers.size === 0) this.#stop();
    };
  }

  readonly #tell = (): void => {
    this.#stop();
    for (const follower of this.#followers) {
      try {
        follower();
      } catch (error) {
        // As what an event's listeners throw: reported, and no matter to the others.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  };

  #stop(): void {
    this.#signal.removeEventListener("abort", this.#tell);
    if (followings.get(this.#signal) === this) followings.delete(this.#signal);
  }
}

const followings: WeakMap<AbortSignal, Following> = new WeakMap();

/**
 * Calls back once the signal is aborted, at once if it is already, unless the returned function is called before. A script may have one signal
 * for any number of responses that it doesn't read, and Node.js warns of the eleventh listener.
 */
export function followSignal(signal: AbortSignal, onAbort: () => void): () => void {
  // NB: No event comes of it any more.
  if (signal.aborted) {
    onAbort();
    return () => undefined;
  }
  let following = followings.get(signal);
  if (following === undefined) followings.set(signal, (following = new Following(signal)));
  return following.add(onAbort);
}
