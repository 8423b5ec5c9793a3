import { retryAfterMs } from './retry-after.js';

const now = new Date('2024-05-06T07:08:09Z');

describe('the Retry-After header', () => {
  it.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['0', 1_000],
    ['86400', 600_000],
    ['9'.repeat(400), 600_000],
    ['Mon, 06 May 2024 07:09:09 GMT', 60_000],
    ['Mon, 06 May 2024 06:00:00 GMT', 1_000],
    ['Tue, 07 May 2024 07:08:09 GMT', 600_000],
  ])('%j means a wait between a second and ten minutes', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  it.each([undefined, '', 'soon', '-5', '1.5', '2024'.repeat(3).concat('x')])('%j says nothing', (header) => {
    expect(retryAfterMs(header, now)).toBeNull();
  });
});
