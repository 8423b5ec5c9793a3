import { TryLater } from '#domain';
import { openingTrouble, runningTrouble, UnfitDatabase } from './server-trouble.js';

const withCode = (code: string, message = 'what the driver says') => Object.assign(new Error(message), { code });

describe('trouble with a database server', () => {
  it.each(['28P01', '28000', '3D000', '42501', '25006'])(
    'at the opening, %s needs a person, and the sentence names the setting',
    (code) => {
      const trouble = openingTrouble(withCode(code));
      expect(trouble).toBeInstanceOf(UnfitDatabase);
      expect(String(trouble)).toMatch(/DATABASE_URL: .{20,}\./);
    },
  );

  it.each(['ECONNREFUSED', 'ENOTFOUND', '57P03', '53300'])('%s is waited for, at the opening and later', (code) => {
    expect(openingTrouble(withCode(code))).toBeInstanceOf(TryLater);
    expect(runningTrouble(withCode(code))).toBeInstanceOf(TryLater);
  });

  it.each(['57014', '55P03', '40P01', '40001', '53100', '53200', '25006'])('%s is the fault of no document', (code) => {
    expect(runningTrouble(withCode(code))).toBeInstanceOf(TryLater);
  });

  it('knows a cut connection by its words, and a name with several addresses by the first', () => {
    expect(runningTrouble(new Error('Connection terminated unexpectedly'))).toBeInstanceOf(TryLater);
    expect(runningTrouble(new AggregateError([withCode('ECONNREFUSED')]))).toBeInstanceOf(TryLater);
  });

  it('leaves every other error as it is', () => {
    for (const error of [withCode('23505'), withCode('22P02'), new TypeError('x'), 'text']) expect(runningTrouble(error)).toBe(error);
  });
});
