import type { Template } from '../furniture.js';

/** The older download page: number, type, size, format and date in a row, a price, key words, then the text. */
export const old: Template = {
  name: 'old',
  rules: [
    {
      rule: 'price-row',
      side: 'head',
      weight: 0,
      words: ['积分', '金币', '元', '金贝', '文币'],
      pattern: /^ *(\d{1,6}(?:\.\d{1,2})? ?(?:积分|金币|元|金贝|文币))(?: *(?:立即下载|下载|加入购物车|收藏))* *$/gm,
      read: (match) => ({ price: match[1] ?? '' }),
    },
  ],
};
