/**
 * Whether it is still to come. A promise may be of another realm, as where tests run in contexts of their own, or another
 * class that took the platform's place: none of them is an instance of this one.
 */
export function isPromise<Value extends object>(
  value: Value | Promise<Value>,
): value is Promise<Value> {
  return "then" in value;
}
