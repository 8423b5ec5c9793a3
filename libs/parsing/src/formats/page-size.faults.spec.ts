import { parsePage } from '../parse-page.js';

const lines = 300_000;

describe('files of more lines than any text', () => {
  it.each([
    ['text/plain', '甲\n'.repeat(lines)],
    ['text/markdown', '甲\n\n'.repeat(lines)],
    ['application/rtf', `{\\rtf1 ${'a\\par '.repeat(lines)}}`],
    ['text/markdown', '*'.concat('a *').repeat(1_000_000)],
    ['application/rtf', `{\\rtf1 ${'a{}'.repeat(1_600_000)}}`],
  ])('are refused as %s', async (contentType, text) => {
    const hints = { url: null, contentType, fileName: null };
    await expect(parsePage(new TextEncoder().encode(text), hints)).rejects.toMatchObject({ name: 'Unprocessable', code: 'page-too-large' });
  });
});
