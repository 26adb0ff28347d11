import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/** As much of a WebSocket client (RFC 6455) as WebDriver BiDi on a loopback address needs. */
export class TextSocket {
  readonly #socket: Socket;
  #pending: Buffer = Buffer.alloc(0);
  #fragments: Buffer[] = [];
  readonly #onMessage: (text: string) => void;

  private constructor(socket: Socket, onMessage: (text: string) => void) {
    this.#socket = socket;
    this.#onMessage = onMessage;
  }

  static connect(
    port: number,
    path: string,
    onMessage: (text: string) => void,
    onClose: () => void = () => {},
  ): Promise<TextSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      const self = new TextSocket(socket, onMessage);
      let open = false;
      socket.once("error", reject);
      socket.once("close", () => {
        if (open) onClose();
        else reject(new Error("it closed the connection"));
      });
      socket.once("connect", () => {
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
        );
      });
      socket.on("data", (chunk: Buffer) => {
        self.#pending = Buffer.concat([self.#pending, chunk]);
        if (!open) {
          const end = self.#pending.indexOf("\r\n\r\n");
          if (end < 0) return;
          const head = self.#pending.toString("latin1", 0, end);
          self.#pending = self.#pending.subarray(end + 4);
          if (!head.startsWith("HTTP/1.1 101")) return reject(new Error(head.split("\r\n", 1)[0]));
          open = true;
          resolve(self);
          // Frames may have come with the head; the caller must hold the socket before it hears them.
          setImmediate(() => self.#readFrames());
          return;
        }
        self.#readFrames();
      });
    });
  }

  send(text: string): void {
    this.#write(0x1, Buffer.from(text));
  }

  close(): void {
    this.#socket.destroy();
  }

  #write(opcode: number, payload: Buffer): void {
    const length = payload.length;
    const head = Buffer.alloc(length < 126 ? 2 : length < 65536 ? 4 : 10);
    head[0] = 0x80 | opcode;
    if (length < 126) head[1] = 0x80 | length;
    else if (length < 65536) {
      head[1] = 0x80 | 126;
      head.writeUInt16BE(length, 2);
    } else {
      head[1] = 0x80 | 127;
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    const mask = randomBytes(4);
    const masked = Buffer.from(payload);
    for (let index = 0; index < length; index++) masked[index] = payload[index]! ^ mask[index % 4]!;
    this.#socket.write(Buffer.concat([head, mask, masked]));
  }

  #readFrames(): void {
    for (;;) {
      const data = this.#pending;
      if (data.length < 2) return;
      let length = data[1]! & 0x7f;
      let start = 2;
      if (length === 126) {
        if (data.length < 4) return;
        length = data.readUInt16BE(2);
        start = 4;
      } else if (length === 127) {
        if (data.length < 10) return;
        length = Number(data.readBigUInt64BE(2));
        start = 10;
      }
      if (data.length < start + length) return;
      const payload = data.subarray(start, start + length);
      this.#pending = data.subarray(start + length);
      const opcode = data[0]! & 0x0f;
      if (opcode === 0x9) this.#write(0xa, payload);
      if (opcode === 0x8) this.#socket.destroy();
      if (opcode > 0x2) continue;
      this.#fragments.push(payload);
      if ((data[0]! & 0x80) === 0) continue;
      const message = Buffer.concat(this.#fragments).toString();
      this.#fragments = [];
      this.#onMessage(message);
    }
  }
}
