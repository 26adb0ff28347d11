/** A `DOMParser`, of a web page or of a library like jsdom. */
export type DocumentParserClass = new () => {
  parseFromString(text: string, type: string): object;
};
