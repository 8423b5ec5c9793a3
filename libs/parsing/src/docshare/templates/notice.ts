import { foldForRules } from '../fold.js';
import { storingSite } from '../storing-site.js';
import type { Template } from '../furniture.js';
import { splitExtension } from '../share-line.js';

/** A download page that shows terms and no text of the file. */
export const notice: Template = {
  name: 'notice',
  rules: [
    {
      rule: 'download-terms',
      side: 'head',
      weight: 2,
      words: ['下载须知'],
      pattern: /下载须知\s{0,20}(?:1[:、.][^\n]{0,200}\s{0,20}(?:[2-9][:、.][^\n]{0,240}\s{0,20}){2,8})?/g,
    },
    { rule: 'rights-label', side: 'both', weight: 1, words: ['版权提示'], pattern: /版权提示 ?\| ?免责声明/g },
    {
      rule: 'uploader-note',
      side: 'both',
      weight: 1,
      words: ['上传'],
      pattern:
        /(?:本文|本页资料|本资料|此文档) ?[(《]{1,2}([^\n]{1,200}?)[)》]{1,2} ?(?:为本站会员|由(?:用户|会员)) ?[(【《]([^\n()【】《》]{1,40})[)】》] ?(?:主动)?上传[^\n]{0,400}?(?:立即给予删除[!。]?|(?=\n)|$)/g,
      read: (match, printed) => ({
        title: namedTitle(match[1] ?? '', printed),
        uploader: (match[2] ?? '').trim(),
        siteName: storingSite(printed),
      }),
    },
  ],
};

/** The title with its original characters: folding keeps lengths, so it stands at the same place. */
function namedTitle(folded: string, printed: string): string {
  const at = foldForRules(printed).indexOf(folded);
  return splitExtension(printed.slice(at, at + folded.length)).title;
}
