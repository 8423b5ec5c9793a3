import fc from 'fast-check';
import { Refusal } from '../http/problem.js';
import { pushOf } from './push-schema.js';

describe('a body in base64', () => {
  it('arrives as the bytes it was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect(pushOf({ bodyBase64: Buffer.from(bytes).toString('base64') }).body).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each(['%%%', 'YQ', 'YQ=', 'YQ===', 'Y===', '=', 'YQ==YQ==', 'YW Jj', 'YWJj\n', 'YW-_', 'YW.j', '中文中文'])(
    'is refused as %p',
    (bodyBase64) => {
      expect(() => pushOf({ bodyBase64 })).toThrow(Refusal);
    },
  );
});
