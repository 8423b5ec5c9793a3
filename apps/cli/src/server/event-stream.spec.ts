import { collected } from '../testing/collected.js';
import { messagesOf, type StreamMessage } from './event-stream.js';

async function* pieces(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield typeof text === 'string' ? Buffer.from(text) : text;
}

async function read(...texts: readonly (string | Uint8Array)[]): Promise<StreamMessage[]> {
  return collected(messagesOf(pieces(...texts)));
}

describe('messagesOf', () => {
  it('reads id, event and data, and joins lines of data', async () => {
    expect(await read('id: 7\nevent: event\ndata: {"a":\ndata: 1}\n\n')).toEqual([{ id: '7', event: 'event', data: '{"a":\n1}' }]);
  });

  it('gives the same messages however the bytes are cut', async () => {
    const whole = Buffer.from('id: 1\r\ndata: 讲话\r\n\r\n: still here\n\nid: 2\rdata: x\r\r');
    const expected = await read(whole);
    expect(expected.map(({ data }) => data)).toEqual(['讲话', null, 'x']);
    for (let at = 1; at < whole.length; at += 1) expect(await read(whole.subarray(0, at), whole.subarray(at))).toEqual(expected);
    expect(await read(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it('passes on an id that comes without data', async () => {
    expect(await read(': ready\nid: 41\n\n')).toEqual([{ id: '41', event: 'message', data: null }]);
  });

  it('drops a message that the break of the connection has cut off', async () => {
    expect(await read('data: whole\n\ndata: ha')).toEqual([{ id: null, event: 'message', data: 'whole' }]);
  });
});
