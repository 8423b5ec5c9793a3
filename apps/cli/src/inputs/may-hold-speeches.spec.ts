import { leftOutNote, mayHoldSpeeches } from './may-hold-speeches.js';

describe('mayHoldSpeeches', () => {
  it.each([
    '讲话.txt',
    'a/b/page.HTML',
    'saved.mhtml',
    '2021.docx',
    'old.doc',
    '讲话.wps',
    'notice.htm',
    'all.zip',
    'readmes.md',
    'license-talk-讲话/x.pdf',
  ])('takes %s', (path) => {
    expect(mayHoldSpeeches(path)).toBe(true);
  });

  it.each([
    'index.json',
    'photo.jpg',
    'no-extension',
    'README.md',
    'docs/readme.zh.txt',
    'LICENSE',
    'LICENCE.txt',
    'CHANGELOG.md',
    'robots.txt',
  ])('leaves %s out', (path) => {
    expect(mayHoldSpeeches(path)).toBe(false);
  });

  it('names the first of those left out, without what could steer the terminal', () => {
    expect(leftOutNote(['s/a\u001b.json'])).toContain('left out 1 file that may hold no speeches (a.json);');
    expect(leftOutNote(['a', 'b', 'c', 'd'])).toContain('left out 4 files that may hold no speeches (a, b, c, …);');
  });
});
