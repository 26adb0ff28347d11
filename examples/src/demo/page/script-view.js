/** An element with text in it: nothing that came over the wire is ever read as HTML. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

/** One header, name and value. */
export function headerLine([name, value], className = "") {
  return element(
    "div",
    `line ${className}`.trim(),
    element("span", "name", `${name}:`),
    " ",
    element("span", "value", value),
  );
}

/** What the script saw: everything that `fetch` or `XMLHttpRequest` gave it. */
export function renderScript(seen) {
  if (seen.kind === "error") {
    return [
      element("p", "verdict hidden", element("code", "", seen.text)),
      element(
        "p",
        "",
        "That is all. The script is told neither status nor reason; the browser prints the reason on its console.",
      ),
    ];
  }
  return [
    element("p", "verdict shown", "Status ", element("code", "", String(seen.status))),
    element("h4", "", "Headers that it may read"),
    element("div", "lines", ...seen.headers.map((header) => headerLine(header))),
    element("h4", "", "Body"),
    element("div", "lines", element("div", "line body", seen.body)),
  ];
}
