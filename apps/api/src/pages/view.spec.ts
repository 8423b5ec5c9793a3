import { hereIn, viewOf } from './view.js';

const hrefAt = (url: string) => hereIn(viewOf({ url, headers: {} }), 'en');

describe('the link to the same page in another language', () => {
  it.each([
    ['/', '/?lang=en'],
    ['/documents?status=failed&lang=zh-CN', '/documents?status=failed&lang=en'],
    ['//evil.example/a', '/evil.example/a?lang=en'],
    ['/\\evil.example', '/evil.example?lang=en'],
    ['///\\//evil.example', '/evil.example?lang=en'],
    ['/.//evil.example', '/evil.example?lang=en'],
    ['http://evil.example/', '/http://evil.example/?lang=en'],
  ])('never leads from %s to another site', (url, href) => {
    expect(hrefAt(url)).toBe(href);
    expect(new URL(hrefAt(url), 'http://archive.example').host).toBe('archive.example');
  });
});
