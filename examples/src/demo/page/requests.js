// The four calls. Each is what the page shows beside its button, and resolves to what a script can know of it:
//
//     { kind: "response", status, headers: [[name, value], …], body }
//     { kind: "error", text }

const UPLOAD_SIZE = 8 * 1024 * 1024;

export const requests = new Map([
  [
    "read",
    (api, exchange) =>
      seen(
        fetch(`${api}/orders?exchange=${exchange}`, {
          credentials: "include",
        }),
      ),
  ],
  [
    "change",
    (api, exchange) =>
      seen(
        fetch(`${api}/orders/7?exchange=${exchange}`, {
          method: "PUT",
          credentials: "include",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ quantity: 3 }),
        }),
      ),
  ],
  [
    "remove",
    (api, exchange) =>
      seen(
        fetch(`${api}/orders/8?exchange=${exchange}`, {
          method: "DELETE",
          credentials: "include",
        }),
      ),
  ],
  ["upload", upload],
]);

async function seen(fetching) {
  try {
    const response = await fetching;
    return {
      kind: "response",
      status: response.status,
      headers: [...response.headers],
      body: await response.text(),
    };
  } catch (error) {
    return { kind: "error", text: `${error.name}: ${error.message}` };
  }
}

function upload(api, exchange, showProgress) {
  return new Promise((resolve) => {
    const text = "x".repeat(UPLOAD_SIZE);
    const xhr = new XMLHttpRequest();
    xhr.open("POST", `${api}/uploads?exchange=${exchange}`);
    xhr.withCredentials = true;
    xhr.upload.onprogress = (event) => showProgress(event.loaded / event.total);
    xhr.onload = () =>
      resolve({
        kind: "response",
        status: xhr.status,
        headers: headersOf(xhr),
        body: xhr.responseText,
      });
    xhr.onerror = () =>
      resolve({ kind: "error", text: `an error event, with status ${xhr.status}` });
    xhr.send(new Blob([text], { type: "text/plain" }));
  });
}

function headersOf(xhr) {
  return xhr
    .getAllResponseHeaders()
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
}
