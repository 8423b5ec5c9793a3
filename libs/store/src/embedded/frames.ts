/** A message of the PostgreSQL wire protocol, whole: the type byte, the length, the body. */
export interface Frame {
  /** ASCII code of the message type; 0 for the untyped start-up messages. */
  readonly type: number;
  readonly bytes: Buffer;
}

/** Longer frames are noise or an attack: nothing the archive writes comes near. */
const LONGEST_FRAME = 256 * 1024 * 1024;

export class BrokenFrame extends Error {
  override readonly name = 'BrokenFrame';
}

/** Cuts a byte stream into frames, however the bytes are split on arrival. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private size = 0;
  /** Bytes needed before the next frame is whole; saves joining the chunks of a long frame again and again. */
  private wanted = 0;

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
  }

  /** The next whole frame, or null until more bytes come. Throws BrokenFrame for an impossible length. */
  next(typed: boolean): Frame | null {
    const header = typed ? 5 : 4;
    if (this.size < Math.max(header, this.wanted)) return null;
    const joined = this.joined();
    const length = joined.readInt32BE(header - 4);
    if (length < 4 || length > LONGEST_FRAME) throw new BrokenFrame(`A frame claims ${length} bytes`);
    this.wanted = header - 4 + length;
    if (joined.length < this.wanted) return null;
    const bytes = joined.subarray(0, this.wanted);
    this.chunks = [joined.subarray(this.wanted)];
    this.size -= this.wanted;
    this.wanted = 0;
    return { type: typed ? (bytes[0] ?? 0) : 0, bytes };
  }

  private joined(): Buffer {
    const first = this.chunks[0];
    if (first && this.chunks.length === 1) return first;
    const joined = Buffer.concat(this.chunks);
    this.chunks = [joined];
    return joined;
  }
}

/** Splits whole output of the engine into its frames. */
export function* framesOf(output: Buffer): Generator<Frame> {
  for (let at = 0; at + 5 <= output.length; ) {
    const end = at + 1 + output.readInt32BE(at + 1);
    yield { type: output[at] ?? 0, bytes: output.subarray(at, end) };
    at = end;
  }
}

/** ASCII codes of the message types the server looks at. */
export const code = (letter: string): number => letter.charCodeAt(0);

export function frame(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)));
  const header = Buffer.alloc(5);
  header.write(type, 'latin1');
  header.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export const simpleQuery = (sql: string): Buffer => frame('Q', sql);

export const readyForQuery = (): Buffer => frame('Z', Buffer.from('I'));

/** An error that ends the client's unit, with the SQLSTATE for system errors. */
export const errorResponse = (message: string): Buffer =>
  frame('E', 'SERROR', 'VERROR', 'C58000', `M${message.replaceAll('\0', ' ')}`, Buffer.from([0]));
