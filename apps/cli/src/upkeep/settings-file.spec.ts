import { EXIT } from '../exit.js';
import { parseSettings } from './settings-file.js';

const known = new Set(['DATABASE_URL', 'DATA_DIR', 'BLOBS_URL']);
const parse = (text: string) => parseSettings(text, 'target.env', known);

describe('settings in a file', () => {
  it('takes one a line, quoted or not, and passes over the rest', () => {
    const text = `# target\r\nDATABASE_URL=postgres://a:b=c@d/e?f=#g\n\n  BLOBS_URL = 's3://x/y'  \nDATA_DIR="/a folder/"\n`;
    expect(parse(text)).toEqual({ DATABASE_URL: 'postgres://a:b=c@d/e?f=#g', BLOBS_URL: 's3://x/y', DATA_DIR: '/a folder/' });
    expect(parse('')).toEqual({});
    expect(parse('DATA_DIR=')).toEqual({ DATA_DIR: '' });
    expect(parse(`DATA_DIR="it's`)).toEqual({ DATA_DIR: `"it's` });
  });

  it.each([
    ['DATA_DIR', /line 1 of target\.env, write NAME=VALUE/],
    ['\nexport DATA_DIR=x', /line 2 of target\.env, write NAME=VALUE/],
    ['DATA_DIR=x\nDATABSE_URL=y', /line 2 of target\.env, DATABSE_URL is no setting/],
  ])('names the line that is wrong in %j, and never its value', (text, sentence) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ exitCode: EXIT.config, message: expect.stringMatching(sentence) }));
  });
});
