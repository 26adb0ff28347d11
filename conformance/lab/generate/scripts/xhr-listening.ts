/** Notes the events of a request, or of its upload, each with its numbers: all of them, but of one target. */
const hearing = `const hear = (name, target) => {
  for (const type of ["loadstart", "progress", "abort", "error", "load", "timeout", "loadend"])
    target.addEventListener(type, ({ loaded, total, lengthComputable }) =>
      note(name, type, loaded, total, lengthComputable));
  if (target.readyState !== undefined)
    target.addEventListener("readystatechange", () => note(name, "state", target.readyState));
};`;

/** A request that is heard, its upload too where that is wanted, and what waits for its end. */
export const heardRequest = (withUpload: boolean): readonly string[] => [
  hearing,
  "const xhr = new XMLHttpRequest();",
  `hear("xhr", xhr);`,
  withUpload ? `hear("upload", xhr.upload);` : "",
  `const ended = () => new Promise((resolve) => xhr.addEventListener("loadend", resolve, { once: true }));`,
];
