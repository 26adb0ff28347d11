/** A signed integer of 64 bits, with a minus or without a sign; null where none is read. */
export function signedInteger(value: string, around: "nothing" | "white space"): string | null {
  // NB: White space is no part of its own that is looked for anew from each of its characters: a value has tens of thousands.
  const [, sign = "", digits = ""] = forms[around].exec(value) ?? [];
  if (digits === "") return null;
  const integer = BigInt(`${sign === "-" ? "-" : ""}${digits}`);
  return BigInt.asIntN(64, integer) === integer ? String(integer) : null;
}

const forms = {
  nothing: /^([+-]?)([0-9]+)$/,
  "white space": /^[\t\n\v\f\r ]*([+-]?)([0-9]+)[\t\n\v\f\r ]*$/,
};
