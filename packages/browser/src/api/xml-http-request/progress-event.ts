/** https://xhr.spec.whatwg.org/#interface-progressevent */
export class ScriptProgressEvent extends Event {
  readonly lengthComputable: boolean;
  readonly loaded: number;
  readonly total: number;

  /** https://xhr.spec.whatwg.org/#concept-event-fire-progress */
  constructor(type: string, transmitted = 0, length = 0, isKnown: boolean = length !== 0) {
    super(type);
    // "[…] with the loaded attribute initialized to transmitted, and if length is not 0, with the
    // lengthComputable attribute initialized to true and the total attribute initialized to length."
    this.lengthComputable = isKnown;
    this.loaded = transmitted;
    this.total = length;
  }

  get [Symbol.toStringTag](): string {
    return "ProgressEvent";
  }
}
