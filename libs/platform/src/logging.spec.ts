import { plainError } from './logging.js';

describe('an error in the log', () => {
  it('has its words, code, stack and causes, and nothing that a library hung on it', () => {
    const cause = Object.assign(new Error('WRONGPASS'), { command: { name: 'auth', args: ['geheim'] } });
    const error = Object.assign(new TypeError('away', { cause }), { code: 'ECONNRESET', password: 'geheim' });
    const plain = plainError(error);
    expect(plain).toEqual({
      type: 'TypeError',
      message: 'away',
      code: 'ECONNRESET',
      stack: error.stack,
      cause: { type: 'Error', message: 'WRONGPASS', stack: cause.stack },
    });
    expect(JSON.stringify(plain)).not.toContain('geheim');
    expect(plainError('text')).toBe('text');
  });
});
