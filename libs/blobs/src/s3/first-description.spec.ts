import { aDescription } from '#blobs/testing';
import { pack } from '../codec.js';
import { fingerprintOf, nextDescriptionName } from './description-names.js';
import { firstOf, packedOf, withFirst } from './first-description.js';

describe('the first description of a body', () => {
  const body = Buffer.from('同志们：今天召开清河县水利工作会议。');
  const description = aDescription({ fileName: '讲话\n稿.txt' });
  const name = nextDescriptionName([], fingerprintOf(description), new Date('2024-05-06T07:08:09.123Z'));
  const whole = async () => withFirst({ name, description }, await pack(body));

  it('stands before the body and is read again', async () => {
    const object = await whole();
    expect(firstOf(object)).toEqual({ name, description });
    expect(packedOf(object)).toEqual(await pack(body));
    // A part of a larger buffer, as the answer of a server may be.
    const inside = Buffer.concat([Buffer.from('…'), object]).subarray(3);
    expect(firstOf(inside)).toEqual({ name, description });
  });

  it('is a frame that zstd passes over, of the length that it says', async () => {
    const object = await whole();
    expect(object.subarray(0, 4).toString('hex')).toBe('502a4d18');
    expect(object.subarray(8 + object.readUInt32LE(4))).toEqual(await pack(body));
  });

  it('is missing where a body stands alone, and where nothing does', async () => {
    for (const object of [await pack(body), Buffer.alloc(0), Buffer.from('short')]) {
      expect(firstOf(object)).toBeNull();
      expect(packedOf(object)).toEqual(object);
    }
  });

  it.each([
    ['cut', (object: Buffer) => object.subarray(0, 100)],
    ['without its name', (object: Buffer) => Buffer.from(object.toString('latin1').replace('2024', 'once'), 'latin1')],
    ['another', (object: Buffer) => Buffer.from(object.toString('latin1').replace('"push"', '"pull"'), 'latin1')],
  ])('throws when it is %s', async (_kind, damage) => {
    const object = damage(await whole());
    expect(() => firstOf(object)).toThrow();
  });
});
