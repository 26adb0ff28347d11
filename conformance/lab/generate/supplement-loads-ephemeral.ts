import { everyone } from "./granted.ts";
import { asXhr, get, reply, situation, type Situation } from "./situation.ts";

/** A page that tells its address, in a session of WebKit that leaves nothing on the disk. */
export function* ephemeralSituations(): Generator<Situation> {
  const page = "ephemeral";
  const kept = reply(200, ...everyone, "Cache-Control: max-age=60");
  // What has come is kept a moment later.
  const pause = { wait: 500 };
  for (const target of ["a", "b", "c"])
    for (const request of [get({ url: `{${target}/}1` }), asXhr(get({ url: `{${target}/}1` }))]) {
      const { api } = request;
      yield situation(`${api} of ${target}, twice`, [request, pause, request], {
        page,
        replies: { "": [kept] },
      });
    }
  for (const route of ["ac", "cb", "cab", "ab", "ca"]) {
    const hops = [...route].map((name, index) => `{${name}/}${index + 1}`);
    const replies = Object.fromEntries(
      hops.map((_, index) => [
        String(index + 1),
        [
          hops[index + 1] === undefined
            ? reply(200, ...everyone)
            : reply(302, ...everyone, `Location: ${hops[index + 1]}`),
        ],
      ]),
    );
    yield situation(`a fetch along ${route}`, get({ url: hops[0]! }), { page, replies });
    yield situation(`a picture along ${route}`, { api: "image", url: hops[0]! }, { page, replies });
  }
}
