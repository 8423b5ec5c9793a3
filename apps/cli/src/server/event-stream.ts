/** One message of a server-sent event stream; `data` is null when the message only moves the last id. */
export interface StreamMessage {
  readonly id: string | null;
  readonly event: string;
  readonly data: string | null;
}

/** Reads messages out of the bytes of a stream, however they are cut (WHATWG HTML, section 9.2.6). */
export async function* messagesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<StreamMessage> {
  let fields: string[] = [];
  for await (const line of linesOf(bytes)) {
    if (line !== '') fields.push(line);
    else if (fields.length > 0) {
      yield messageFrom(fields);
      fields = [];
    }
  }
}

/** Lines end with LF, CRLF or CR; an LF at the start of a chunk may belong to the CR before it. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let afterCr = false;
  for await (const chunk of bytes) {
    const decoded = decoder.decode(chunk, { stream: true });
    if (decoded === '') continue;
    const lines = (rest + (afterCr && decoded.startsWith('\n') ? decoded.slice(1) : decoded)).split(/\r\n|\n|\r/);
    afterCr = decoded.endsWith('\r');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function messageFrom(lines: readonly string[]): StreamMessage {
  const valuesOf = (field: string) =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).replace(/^ /, ''));
  const data = valuesOf('data');
  return {
    id: valuesOf('id').at(-1) ?? null,
    event: valuesOf('event').at(-1) ?? 'message',
    data: data.length > 0 ? data.join('\n') : null,
  };
}
