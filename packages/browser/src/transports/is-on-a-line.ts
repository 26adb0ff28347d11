// NB: A space at either end does no harm: values that were combined may end in one.
const notOnALine = /[\0\r\n\u0100-\uffff]/;

/** Whether it can be a header's value on one line, a character a byte. */
export const isOnALine = (value: string): boolean => !notOnALine.test(value);
