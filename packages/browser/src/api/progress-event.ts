/** https://xhr.spec.whatwg.org/#interface-progressevent */
export class ScriptProgressEvent extends Event {
  readonly lengthComputable: boolean;
  readonly loaded: number;
  readonly total: number;

  constructor(type: string, loaded = 0, total = 0) {
    super(type);
    this.lengthComputable = total !== 0;
    this.loaded = loaded;
    this.total = total;
  }
}
