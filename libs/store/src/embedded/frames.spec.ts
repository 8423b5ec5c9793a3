import { BrokenFrame, FrameReader, frame, framesOf, int32, readyForQuery, simpleQuery } from './frames.js';

describe('FrameReader', () => {
  const stream = Buffer.concat([simpleQuery('select 1'), simpleQuery('选择'.repeat(500)), readyForQuery()]);
  const readAll = (reader: FrameReader) => {
    const types: string[] = [];
    for (let next = reader.next(true); next; next = reader.next(true)) types.push(String.fromCharCode(next.type));
    return types;
  };

  it('finds the same frames however the bytes are split', () => {
    for (const size of [1, 2, 3, 5, 7, 100, 4096]) {
      const reader = new FrameReader();
      const types: string[] = [];
      for (let at = 0; at < stream.length; at += size) {
        reader.push(stream.subarray(at, at + size));
        types.push(...readAll(reader));
      }
      expect(types).toEqual(['Q', 'Q', 'Z']);
    }
  });

  it('reads a start-up message, which has no type', () => {
    const reader = new FrameReader();
    reader.push(Buffer.concat([int32(8), int32(80877103), simpleQuery('x')]));
    expect(reader.next(false)?.bytes).toEqual(Buffer.concat([int32(8), int32(80877103)]));
    expect(reader.next(true)?.bytes).toEqual(simpleQuery('x'));
    expect(reader.next(true)).toBeNull();
  });

  it.each([-1, 0, 3, 0x7fffffff])('refuses a frame that claims %i bytes', (length) => {
    const reader = new FrameReader();
    reader.push(Buffer.concat([Buffer.from('Q'), int32(length)]));
    expect(() => reader.next(true)).toThrow(BrokenFrame);
  });
});

describe('framesOf', () => {
  it('splits output into its messages', () => {
    const output = Buffer.concat([frame('C', 'SELECT 1'), readyForQuery()]);
    expect([...framesOf(output)].map(({ bytes }) => bytes.toString('latin1'))).toEqual(['C\0\0\0\rSELECT 1\0', 'Z\0\0\0\x05I']);
  });
});
