import type { BlobStore } from '#blobs';

/** A name that only one of two stores has. */
export interface LoneName {
  readonly name: string;
  readonly side: 'from' | 'to';
}

const PAGE = 500;

/** Walks the names of two stores side by side, both in order, and yields those that only one has. */
export async function* differenceOfNames(from: BlobStore, to: BlobStore): AsyncGenerator<LoneName> {
  const [left, right] = [new Names(from), new Names(to)];
  for (;;) {
    const [a, b] = [await left.peek(), await right.peek()];
    if (a === null && b === null) return;
    if (a === b) {
      left.drop();
      right.drop();
    } else if (b === null || (a !== null && a < b)) {
      if (a !== null) yield { name: a, side: 'from' };
      left.drop();
    } else {
      yield { name: b, side: 'to' };
      right.drop();
    }
  }
}

export async function countNames(blobs: BlobStore): Promise<number> {
  const names = new Names(blobs);
  let count = 0;
  for (; (await names.peek()) !== null; names.drop()) count += 1;
  return count;
}

/** The names of one store, one after the other. */
class Names {
  private page: readonly string[] = [];
  private at = 0;
  private after: string | null = null;
  private isLast = false;

  constructor(private readonly blobs: BlobStore) {}

  async peek(): Promise<string | null> {
    if (this.at >= this.page.length && !this.isLast) {
      this.page = await this.blobs.list(this.after, PAGE);
      this.at = 0;
      this.isLast = this.page.length < PAGE;
      this.after = this.page.at(-1) ?? this.after;
    }
    return this.page[this.at] ?? null;
  }

  drop(): void {
    this.at += 1;
  }
}
