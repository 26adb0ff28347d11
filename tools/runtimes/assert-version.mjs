/** @param {string} version what the runtime says it is */
export function assertVersion(version) {
  // @ts-expect-error The bundler puts the pinned version here.
  const expected = PINNED_VERSION;
  if (version !== expected) throw new Error(`this is version ${version}, not ${expected}`);
}
