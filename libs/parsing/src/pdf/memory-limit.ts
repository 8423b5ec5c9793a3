/** Most bytes that one stream of a file may unpack to. */
const LARGEST_STREAM = 32 * 1024 * 1024;
/** Most bytes that may be unpacked before what is kept of them is given back. */
const LARGEST_SUM = 192 * 1024 * 1024;
/** What is asked for once the limit is passed is refused from this size on, so that the library comes to an end soon. */
const SMALLEST_REFUSED = 4_096;
/** Most entries of a list. Files name ranges of billions, and a list that grows by leaps past the heap of its thread ends the process. */
const LONGEST_LIST = 500_000;

/** Says whether the file being read has passed the limit. */
export interface MemoryLimit {
  readonly passed: boolean;
  /** Half of what may be unpacked is used up: let go of what can be read again, then call `renew`. */
  readonly isHalfSpent: boolean;
  renew(): void;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs `read` with a limit on the memory that the library may take. It has none of its own, its buffers do not count against the heap of a
 * thread, and V8 ends the whole process, not the thread, over one list that grows too far at once. So while a file is read three global
 * names do more than usual: `Uint8Array` and `DecompressionStream` count what is taken of them and throw beyond the limit, and no list
 * grows longer than LONGEST_LIST. They are as ever for everybody else, and as before when `read` ends. Files are read one after the other.
 */
export function withMemoryLimit<T>(read: (limit: MemoryLimit) => Promise<T>): Promise<T> {
  const run = last.then(async () => {
    const limit = new CountedMemory();
    const restore = replaceGlobals(limit);
    try {
      return await read(limit);
    } finally {
      restore();
    }
  });
  last = run.catch(() => undefined);
  return run;
}

class CountedMemory implements MemoryLimit {
  passed = false;
  private sum = 0;

  get isHalfSpent(): boolean {
    return this.sum > LARGEST_SUM / 2;
  }

  renew(): void {
    this.sum = 0;
  }

  /** Counts bytes of a piece of memory that holds `size` in all. */
  take(bytes: number, size: number): void {
    this.sum += bytes;
    if (size > LARGEST_STREAM || this.sum > LARGEST_SUM) this.passed = true;
    if (this.passed && bytes >= SMALLEST_REFUSED) throw new RangeError('The file unpacks to more than it may.');
  }

  refuseEntry(): never {
    this.passed = true;
    throw new RangeError(`A list has more than ${LONGEST_LIST} entries.`);
  }
}

function replaceGlobals(limit: CountedMemory): () => void {
  const { Uint8Array: Bytes, DecompressionStream: Inflate } = globalThis;
  const { push } = Array.prototype;
  globalThis.Uint8Array = countingBytes(Bytes, limit);
  globalThis.DecompressionStream = countingInflate(Inflate, limit);
  // A list without an entry at this place asks its prototype before it makes one; `push` alone does not ask.
  Object.defineProperty(Array.prototype, LONGEST_LIST, { configurable: true, set: () => limit.refuseEntry() });
  Array.prototype.push = pushOneByOne;
  return () => {
    globalThis.Uint8Array = Bytes;
    globalThis.DecompressionStream = Inflate;
    Reflect.deleteProperty(Array.prototype, LONGEST_LIST);
    Array.prototype.push = push;
  };
}

function pushOneByOne<T>(this: T[], ...items: T[]): number {
  for (const item of items) this[this.length] = item;
  return this.length;
}

function countingBytes(bytes: typeof Uint8Array, limit: CountedMemory): typeof Uint8Array {
  const counting: typeof Uint8Array = new Proxy(bytes, {
    construct(target, args: unknown[], newTarget) {
      if (typeof args[0] === 'number') limit.take(args[0], args[0]);
      return Reflect.construct(target, args, newTarget === counting ? target : newTarget) as object;
    },
  });
  return counting;
}

function countingInflate(inflate: typeof DecompressionStream, limit: CountedMemory): typeof DecompressionStream {
  return new Proxy(inflate, {
    construct(target, args: ConstructorParameters<typeof DecompressionStream>) {
      const { readable, writable } = new target(...args);
      let size = 0;
      const counted = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          size += chunk.byteLength;
          limit.take(chunk.byteLength, size);
          controller.enqueue(chunk);
        },
      });
      return { readable: readable.pipeThrough(counted), writable };
    },
  });
}
