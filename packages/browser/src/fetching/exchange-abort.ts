import { leftToCache, type ResponseBody, type TurningAway } from "../infrastructure/body.ts";
import { followSignal } from "../infrastructure/follow-signal.ts";

/**
 * Aborts an exchange with the signal of who has asked for it, unless others read what comes of that: it ends once none
 * of them does any more then.
 */
export class ExchangeAbort {
  readonly #asker: AbortSignal;
  readonly #controller: AbortController = new AbortController();
  readonly #release: () => void;
  #isReadByOthers: () => boolean = () => false;

  constructor(asker: AbortSignal) {
    this.#asker = asker;
    this.#release = followSignal(asker, () => {
      if (!this.#isReadByOthers()) this.#abort();
    });
  }

  /** What a transport hears of it. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Nothing is left to abort. A page may hold on to its signal for long after. */
  end(): void {
    this.#release();
  }

  /** The body that has come, with whose end it is over. */
  bodyOf(body: ResponseBody): ResponseBody {
    const end = this.#release;
    const cancel = (by?: TurningAway): void => {
      end();
      // NB: What its asker's abort was no matter to.
      if (this.#asker.aborted) this.#abort();
      body.cancel?.(by);
    };
    return {
      async *[Symbol.asyncIterator]() {
        try {
          yield* body;
        } finally {
          end();
        }
      },
      ...(body.bytes === undefined ? {} : { bytes: () => body.bytes!().finally(end) }),
      cancel,
      share: (isReadByOthers) => {
        this.#isReadByOthers = isReadByOthers;
      },
      ...leftToCache(body, end),
    };
  }

  #abort(): void {
    this.#controller.abort(this.#asker.reason);
  }
}
