import type { FurnitureRule, Template } from '../furniture.js';

/** Rows, buttons and notes of the mobile layout, with or without a share line. */
const mobileRules: readonly FurnitureRule[] = [
  {
    rule: 'view-more',
    side: 'both',
    weight: 1,
    words: ['查看更多', '亲,该文档总共'],
    pattern: /(?:点击)?查看更多>{1,3}|亲,该文档总共\s?(\d{1,5})\s?页[^\n]{0,40}?(?:就下载吧[!。]?|下载)/g,
    read: (match) => ({ pages: match[1] ? Number(match[1]) : null }),
  },
  {
    rule: 'download-button',
    side: 'both',
    weight: 0,
    words: ['付费下载', '下载资源', '下载文档', '下载本文档', '下载原文档'],
    pattern: /^ *(?:付费下载|下载(?:资源|文档|本文档|原文档)) *$/gm,
  },
];

export const mobile: Template = { name: 'mobile', rules: mobileRules };
