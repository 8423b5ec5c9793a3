import type { PageText } from '../../page-text.js';
import { TAG } from '../../tags.js';
import type { HtmlTree } from '../../tree.js';
import { isCentred } from '../centred.js';
import type { Line } from '../lines.js';
import type { Chosen } from './chosen.js';

const MAX_CAPTION = 150;

/** Knows the captions of a page: text of figures and centred lines under images. */
export class Captions {
  /** Where a good part of the text is centred, as verse and blogs full of images are, that tells nothing. */
  private readonly centredIsCommon: boolean;

  constructor(private readonly chosen: Chosen) {
    const { tree, lines, region } = chosen;
    const inside = lines.filter((line) => tree.contains(region, line.block));
    const weigh = (some: readonly Line[]): number => some.reduce((sum, line) => sum + line.weight, 0);
    this.centredIsCommon = weigh(inside.filter((line) => isCentred(tree, line.block))) > 0.3 * weigh(inside);
  }

  includes(line: Line): boolean {
    const { tree, around, page } = this.chosen;
    const figure = around.closest(line.block, TAG.figure);
    if (figure > 0) return [TAG.table, TAG.blockquote, TAG.pre].every((tag) => around.closest(line.block, tag) < figure);
    if (this.centredIsCommon || line.weight > MAX_CAPTION || around.closest(line.block, TAG.blockquote) > 0) return false;
    return isCentred(tree, line.block) && followsImage(tree, page, line);
  }
}

/** Whether an image and no text stands between a line and the line before it. */
function followsImage(tree: HtmlTree, page: PageText, line: Line): boolean {
  const before = line.firstSegment === 0 ? 0 : page.segmentNode(line.firstSegment - 1);
  for (let node = before + 1; node < page.segmentNode(line.firstSegment); node++) if (tree.tag(node) === TAG.img) return true;
  return false;
}
