import type { FurnitureRule, Template } from '../furniture.js';

/** The page that introduces a file by its first text, in simplified or traditional characters. */
const introRules: readonly FurnitureRule[] = [
  {
    rule: 'pages-left',
    side: 'head',
    weight: 2,
    words: ['已阅读'],
    pattern: /已阅读 ?(\d{1,4}) ?页,? ?还剩 ?(\d{1,5}) ?页未读,?\s{0,20}(?:继续免费阅读)?/g,
    read: (match) => ({ pages: Number(match[1]) + Number(match[2]) }),
  },
  {
    rule: 'continue-reading',
    side: 'both',
    weight: 1,
    words: ['继续免费阅读', '全文预览已结束', '下载本文档', '文档全文预览'],
    pattern: /^ *(?:继续免费阅读|全文预览已结束|下载本文档|文档全文预览) *$/gm,
  },
  {
    rule: 'copyright-note',
    side: 'both',
    weight: 2,
    words: ['版权说明'],
    pattern: /版权说明: ?本文档由用户提供并上传,[^\n]{0,80}?(?:举报或认领|认领|举报)[。]?/g,
  },
  {
    rule: 'intro-label',
    side: 'head',
    weight: 1,
    words: ['文档简介'],
    pattern: /(?<=^ *|认领[。]? ?|下载本文档 |已结束 )文档简介(?: ?:|(?=\s)|$)/gm,
  },
];

export const intro: Template = { name: 'intro', rules: introRules };
