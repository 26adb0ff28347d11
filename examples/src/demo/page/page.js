import { requests } from "./requests.js";
import { element, renderScript } from "./script-view.js";
import { renderWire } from "./wire-view.js";

const find = (id) => document.getElementById(id);

try {
  const answer = await fetch("/setting");
  if (!answer.ok) throw new Error(`/setting was answered ${answer.status}`);
  start(await answer.json());
} catch (error) {
  find("problem").textContent = `The demo's own server does not answer (${error.message}).`;
  find("problem").hidden = false;
}

function start(setting) {
  describeOrigins(setting);
  for (const article of document.querySelectorAll(".call")) {
    article.querySelector(".evidence").append(find("evidence").content.cloneNode(true));
    const button = article.querySelector("button");
    button.addEventListener("click", () => press(article, button, setting.apiUrl));
  }
}

function describeOrigins({ apiUrl, allowedUrl, refusedUrl, policy }) {
  const isListed = policy.allowOrigins.includes(location.origin);
  const other = isListed ? refusedUrl : allowedUrl;
  find("standing").classList.add(isListed ? "listed" : "unlisted");
  find("standing-verdict").textContent = isListed
    ? "The policy lists this page’s origin."
    : "The policy does not list this page’s origin.";
  find("page-origin").textContent = location.origin;
  find("api-origin").textContent = apiUrl;
  find("other-label").textContent = isListed
    ? "The same page, not listed"
    : "The same page, listed";
  find("other-page").textContent = other;
  find("other-page").href = `${other}/`;
  find("policy").textContent = JSON.stringify(policy, null, 2);
  document.title = `${isListed ? "Listed" : "Not listed"} · ${document.title}`;
}

async function press(article, button, apiUrl) {
  // A button that is disabled loses the focus, and whoever uses the keyboard their place.
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  article.dataset.state = "waiting";

  // It names the exchange in the URL. A header of our own would do as well, and make every request a preflighted one.
  const exchange = crypto.randomUUID();
  const send = requests.get(article.dataset.call);
  const seen = await send(apiUrl, exchange, showProgress(article));
  article.querySelector(".script-result").replaceChildren(...renderScript(seen));
  article.querySelector(".wire-result").replaceChildren(...(await wireOf(exchange, seen)));

  article.dataset.state = seen.kind;
  button.removeAttribute("aria-disabled");
}

async function wireOf(exchange, seen) {
  try {
    const answer = await fetch(`/exchanges/${exchange}`);
    return renderWire(await answer.json(), seen);
  } catch (error) {
    return [element("p", "empty", `The demo's own server does not answer (${error.message}).`)];
  }
}

function showProgress(article) {
  const label = article.querySelector(".progress");
  if (label === null) return () => {};
  const show = (share) => {
    label.hidden = false;
    label.querySelector("progress").value = share;
    label.querySelector("output").textContent = `${Math.round(share * 100)} %`;
  };
  label.hidden = true;
  return show;
}
