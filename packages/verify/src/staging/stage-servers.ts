import type { Scenario } from "@crosswalk/explain";
import { pageScript } from "../page-script.ts";
import { type Certificate, untrustedBeside } from "../server/certificate.ts";
import { freePort } from "../server/free-port.ts";
import { LoopbackServer, type WireReply } from "../server/loopback-server.ts";
import { replyBytes } from "../server/reply-bytes.ts";
import type { ReceivedRequest } from "../server/request-reader.ts";
import type { Reply } from "../server/reply.ts";
import { AddressMap } from "./address-map.ts";
import { type Place, placesOf } from "./places.ts";
import { headerOf, ruleReply } from "./rule-reply.ts";
import { SCRIPT_PATH, type Staged, WORKER_PATH } from "./stage.ts";

/** A message of a page, as a server saw it. */
export interface SeenMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: ReceivedRequest["headers"];
}

/** What performances of one browser have in common. */
export interface StageGround {
  readonly certificate: Certificate;
  /** Where pages from the disk are. */
  readonly directory: string;
  /** The port whose pages come from the public network; null where the browser has none. */
  readonly publicPort: number | null;
}

/** The servers of one performance. What comes after it comes to closed ports. */
export class StageServers {
  readonly map: AddressMap;
  /** What was asked for, without pages and the script in them. */
  readonly seen: SeenMessage[] = [];
  readonly #server: LoopbackServer;
  #staged: Staged | null = null;

  private constructor(server: LoopbackServer, map: AddressMap) {
    this.#server = server;
    this.map = map;
  }

  /** `scenarios` are the same one before and after changes: their origins have places. */
  static async open(
    scenarios: readonly Scenario[],
    { certificate, directory, publicPort }: StageGround,
  ): Promise<StageServers> {
    let opened: StageServers | null = null;
    const server = new LoopbackServer(
      (request, scheme) => opened!.#answer(request, scheme),
      certificate,
    );
    const origins = new Map<string, string>();
    try {
      for (const [origin, place] of placesOf(scenarios))
        origins.set(
          origin,
          await openPlace(server, place, { index: origins.size, certificate, publicPort }),
        );
    } catch (error) {
      await server.close();
      throw error;
    }
    opened = new StageServers(server, new AddressMap(origins, directory));
    return opened;
  }

  begin(staged: Staged): void {
    this.#staged = staged;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  #answer({ method, target, headers }: ReceivedRequest, scheme: string): WireReply {
    const url = `${scheme}://${headerOf({ headers }, "host")}${target}`;
    const reply = this.#replyFor({ method, url, headers });
    return {
      bytes: replyBytes(reply, method, (text) => text),
      hangUp: reply.hangUp === true || reply.raw !== undefined,
    };
  }

  #replyFor(message: SeenMessage): Reply {
    const { pageUrl, page, visits, rules, worker } = this.#staged!;
    const { pathname } = new URL(message.url);
    if (pathname === SCRIPT_PATH) return script;
    if (pathname === WORKER_PATH && worker !== null) return worker;
    // Who navigates wants the page; the page itself may ask for the same URL.
    if (headerOf(message, "sec-fetch-dest") === "document") {
      const visit = visits.find(({ url }) => url === message.url);
      if (visit !== undefined) return visit.reply;
      if (message.url === pageUrl.replace(/#.*$/, "")) return page;
    }
    this.seen.push(message);
    return ruleReply(rules, message) ?? { status: 0, raw: "", hangUp: true };
  }
}

const script: Reply = {
  status: 200,
  // A sandboxed page is of no origin, and may want such a header of everything.
  headers: ["Content-Type: text/javascript", "Cross-Origin-Resource-Policy: cross-origin"],
  body: Buffer.from(pageScript).toString("latin1"),
};

/** Opens what stands for an origin, and returns the origin here. */
async function openPlace(
  server: LoopbackServer,
  place: Place,
  { index, certificate, publicPort }: Omit<StageGround, "directory"> & { index: number },
): Promise<string> {
  switch (place.kind) {
    case "server": {
      if (place.of === "public-network") {
        if (publicPort === null)
          throw new TypeError("the browser has no port of the public network");
        await server.listen(publicPort, [place.host], place.scheme);
        return `${place.scheme}://${place.host}:${publicPort}`;
      }
      const isUntrusted = place.of === "untrusted-certificate";
      const { host, port } = await listen(
        server,
        place,
        isUntrusted ? untrustedBeside(certificate) : certificate,
      );
      return `${place.scheme}://${host}:${port}`;
    }
    case "closed":
      return `${place.scheme}://127.0.0.1:${await freePort()}`;
    case "unknown":
      return `${place.scheme}://${unknownName(index)}`;
    case "refused":
      return `${place.scheme}://127.0.0.1:${place.port}`;
  }
}

/** A name that can't be looked up, https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4: no message of DNS has room for it. */
const unknownName = (index: number): string => `${"x".repeat(64)}${index}.example`;

// Two listeners of one name must have one port, which another program may have meanwhile.
const ATTEMPTS = 10;

async function listen(
  server: LoopbackServer,
  { scheme, host }: Extract<Place, { kind: "server" }>,
  certificate: Certificate,
): Promise<{ host: string; port: number }> {
  for (let attempt = 1; ; attempt++) {
    try {
      if (host !== "localhost") {
        const address = host.replace(/^\[|\]$/g, "");
        return { host, port: await server.listen(0, [address], scheme, certificate) };
      }
      const port = await server.listen(0, ["127.0.0.1"], scheme, certificate);
      // Browsers ask for the name's addresses in turn: where there is no IPv6, one is enough.
      await server.listen(port, ["::1"], scheme, certificate).catch(unlessAbsent);
      return { host, port };
    } catch (error) {
      if (isAbsent(error))
        return listen(server, { kind: "server", scheme, host: "127.0.0.1" }, certificate);
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** macOS has one address of 127.0.0.0/8, and a container may have no IPv6. */
const isAbsent = (error: unknown): boolean =>
  ["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes((error as NodeJS.ErrnoException).code ?? "");

function unlessAbsent(error: unknown): void {
  if (!isAbsent(error)) throw error;
}
