import { HttpException } from '@nestjs/common';
import { TryLater, Unprocessable } from '#domain';
import { BadUrl } from '#fetching';
import { WorkerCrashed } from '#pipeline';
import { BadCursor as BadSearchCursor } from '#search';
import { BadCursor, IdempotencyConflict } from '#store';
import { badRequest, problemBody } from './problem.js';
import { problemOf } from './problem-of.js';

const problem = (error: unknown) => problemOf(error, 1_000);
const machinery = (code: string, status: number) => new HttpException('no', status, { cause: Object.assign(new Error('no'), { code }) });

describe('problemOf', () => {
  it.each([
    [new Unprocessable('empty-body', 'The body is empty.'), { status: 422, code: 'empty-body' }],
    [new WorkerCrashed('Too slow.'), { status: 422, code: 'parser-gave-up' }],
    [new TryLater(1_200, 'Busy.'), { status: 503, retryAfterSeconds: 2 }],
    [new BadUrl('url', 'no scheme'), { status: 400, code: 'bad-url', errors: [expect.objectContaining({ field: 'url' })] }],
    [new BadSearchCursor(), { status: 400, code: 'bad-cursor', errors: [expect.objectContaining({ field: 'cursor' })] }],
    [new BadCursor(), { status: 400, code: 'bad-cursor', errors: [expect.objectContaining({ field: 'cursor' })] }],
    [new IdempotencyConflict(), { status: 422, code: 'idempotency-conflict' }],
    [badRequest('mine', 'A detail.'), { status: 400, code: 'mine', detail: 'A detail.' }],
    [new HttpException('Cannot GET /x', 404), { status: 404, code: 'not-found' }],
    [new HttpException('Odd', 409), { status: 409, code: 'http-409', detail: expect.stringMatching(/^Odd\. /) }],
    [machinery('FST_ERR_CTP_BODY_TOO_LARGE', 413), { status: 413, detail: expect.stringContaining('1000 bytes') }],
    [machinery('FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400), { status: 400, code: 'wrong-content-length' }],
  ])('knows %p', (error, expected) => {
    expect(problem(error)).toMatchObject(expected);
  });

  it.each([[new Error('secret')], [new TypeError('x is undefined')], [new HttpException('no', 502)], ['a string'], [null]])(
    'takes %p for a fault, about which nothing is told',
    (error) => {
      expect(problem(error)).toBeNull();
    },
  );
});

describe('problemBody', () => {
  it('has the members of RFC 9457 and a type that stays', () => {
    expect(problemBody({ status: 503, code: 'try-later', title: 'Busy', detail: 'Wait.', retryAfterSeconds: 2 }, '/api/v1/parse')).toEqual({
      type: 'urn:rostra:problem:try-later',
      status: 503,
      title: 'Busy',
      detail: 'Wait.',
      instance: '/api/v1/parse',
      errors: [],
    });
  });
});
