import type { ByteRange, CapturePart } from '#domain';
import type { PackedFile, ReadPage, RemovedSpan } from '../formats/format.js';
import { appendRange } from '../source/ranges.js';
import type { VisibleText } from '../source/visible-text.js';

/** A file's text in the text of the whole, or the made-up line that names a file which is not read. */
interface Stretch {
  readonly at: number;
  readonly length: number;
  readonly file: PackedFile | null;
}

/** The files of an archive laid end to end: their visible texts, and the parts that hold their bytes. */
export class PackedText {
  readonly files: PackedFile[] = [];
  readonly parts: CapturePart[] = [];
  readonly removals: RemovedSpan[] = [];
  readonly undecodable: number[] = [];
  private readonly stretches: Stretch[] = [];
  private readonly texts: string[] = [];
  private length = 0;
  private bytes = 0;

  /** Bytes of all parts so far. */
  get size(): number {
    return this.bytes;
  }

  addFile(name: string, page: ReadPage, parts: readonly CapturePart[]): void {
    const file: PackedFile = { name, page, byteAt: this.bytes };
    for (const part of parts) {
      this.parts.push(part);
      this.bytes += part.bytes;
    }
    this.files.push(file);
    const at = this.add(page.visible.text, file);
    for (const offset of page.undecodable) this.undecodable.push(at + offset);
  }

  /** A file that is not read is seen by its name. */
  addUnread(name: string, rule: string): void {
    const from = this.add(name, null);
    this.removals.push({ rule, from, to: from + name.length });
  }

  visible(): VisibleText {
    const { stretches } = this;
    return {
      text: this.texts.join('\n'),
      rangesOf(from: number, to: number): ByteRange[] {
        const ranges: ByteRange[] = [];
        for (let index = lastAt(stretches, from); index < stretches.length; index += 1) {
          const { at, length, file } = stretches[index] ?? { at: to, length: 0, file: null };
          if (at >= to) break;
          if (!file) continue;
          const inside = file.page.visible.rangesOf(Math.max(0, from - at), Math.min(length, to - at));
          for (const [first, last] of inside) appendRange(ranges, first + file.byteAt, last + file.byteAt);
        }
        return ranges;
      },
    };
  }

  private add(text: string, file: PackedFile | null): number {
    const at = this.length;
    this.stretches.push({ at, length: text.length, file });
    this.texts.push(text);
    this.length += text.length + 1;
    return at;
  }
}

/** The last stretch that begins at or before an offset. */
function lastAt(stretches: readonly Stretch[], offset: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
