/** A signed integer of 64 bits, with a minus or without a sign; null where none is read. */
export function signedInteger(value: string, around: "nothing" | "white space"): string | null {
  const bare = around === "nothing" ? value : value.replace(/^[\t\n\v\f\r ]+|[\t\n\v\f\r ]+$/g, "");
  const [, sign = "", digits = ""] = /^([+-]?)([0-9]+)$/.exec(bare) ?? [];
  if (digits === "") return null;
  const integer = BigInt(`${sign === "-" ? "-" : ""}${digits}`);
  return BigInt.asIntN(64, integer) === integer ? String(integer) : null;
}
