import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** Base64 of the SHA-256 of the public key, by which Chromium is told to accept it. */
  readonly spkiFingerprint: string;
  /** Which of its issuer's it is. */
  readonly serial: Buffer;
}

const LIFETIME = 30 * 24 * 3600 * 1000;

/**
 * Another certificate under the same number, which no browser accepts where the first one is. Chromium knows those that it is to accept by
 * their keys; Firefox is told to accept any, but for what no user could accept either, and this is of that kind.
 */
export function untrustedBeside({ serial }: Certificate): Certificate {
  return generateCertificate(serial);
}

/** A self-signed certificate (RFC 5280) for the loopback names, for one run. */
export function generateCertificate(serial: Buffer = randomBytes(8)): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const algorithm = sequence(ecdsaWithSha256);
  const name = sequence(set(sequence(commonName, der(0x0c, Buffer.from("crosswalk laboratory")))));
  const now = Date.now();
  const names = sequence(
    der(0x82, Buffer.from("localhost")),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([127, 0, 0, 2])),
    der(0x87, Buffer.from("1".padStart(32, "0"), "hex")),
  );
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.concat([Buffer.from([1]), serial])), // serial number, positive
    algorithm,
    name,
    sequence(time(now - LIFETIME), time(now + LIFETIME)),
    name,
    spki,
    der(0xa3, sequence(sequence(subjectAltName, der(0x04, names)))),
  );
  const signature = der(
    0x03,
    Buffer.concat([Buffer.from([0]), sign("sha256", signed, privateKey)]),
  );
  const certificate = sequence(signed, algorithm, signature)
    .toString("base64")
    .replace(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
    spkiFingerprint: createHash("sha256").update(spki).digest("base64"),
    serial,
  };
}

// 1.2.840.10045.4.3.2, 2.5.4.3 and 2.5.29.17
const ecdsaWithSha256 = der(0x06, Buffer.from("2a8648ce3d040302", "hex"));
const commonName = der(0x06, Buffer.from("550403", "hex"));
const subjectAltName = der(0x06, Buffer.from("551d11", "hex"));

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function sequence(...items: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(items));
}

function set(...items: readonly Buffer[]): Buffer {
  return der(0x31, Buffer.concat(items));
}

/** As `YYMMDDHHMMSSZ`. */
function time(milliseconds: number): Buffer {
  return der(
    0x17,
    Buffer.from(`${new Date(milliseconds).toISOString().slice(2, 19).replace(/[-T:]/g, "")}Z`),
  );
}
