// What the codes of Node.js mean, as far as they say too little by themselves.
const meanings: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "nothing listens there"],
  ["ECONNRESET", "the server broke off the connection"],
  ["EHOSTUNREACH", "the host cannot be reached"],
  ["ENETUNREACH", "the network cannot be reached"],
  ["ENOTFOUND", "the host's name has no address"],
  ["EPIPE", "the server had closed the connection"],
  ["ETIMEDOUT", "the server did not answer in time"],
]);

/** An error with the `code` that Node.js gives it. */
type CodedError = Error & { readonly code?: string };

/** What went wrong with a connection, in plain words; the code is kept, and the error that had it is the cause. */
export function inWords(error: CodedError): Error {
  // Where a name has several addresses, one error stands for those of all.
  const { code } = error;
  const meaning = code === undefined ? undefined : meanings.get(code);
  if (meaning === undefined) return error;
  return Object.assign(new Error(`${meaning} (${error.message || code})`, { cause: error }), {
    code,
  });
}

export function timedOut(message: string): Error {
  return Object.assign(new Error(message), { code: "ETIMEDOUT" });
}
