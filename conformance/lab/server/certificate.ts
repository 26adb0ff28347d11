import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** Base64 of the SHA-256 of the public key, by which Chromium is told to accept it. */
  readonly spkiFingerprint: string;
}

/** A certificate for the loopback names that lives as long as one run. Needs the `openssl` program. */
export function generateCertificate(): Certificate {
  const directory = mkdtempSync(join(tmpdir(), "crosswalk-lab-certificate-"));
  try {
    execFileSync(
      "openssl",
      [
        ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30".split(" "),
        ...["-subj", "/CN=crosswalk laboratory", "-keyout", "key.pem", "-out", "certificate.pem"],
        ...["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:127.0.0.2,IP:::1"],
      ],
      { cwd: directory, stdio: ["ignore", "ignore", "pipe"] },
    );
    const key = readFileSync(join(directory, "key.pem"), "utf8");
    const certificate = readFileSync(join(directory, "certificate.pem"), "utf8");
    const spki = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
    return { key, certificate, spkiFingerprint: createHash("sha256").update(spki).digest("base64") };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
