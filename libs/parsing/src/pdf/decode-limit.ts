/** Most bytes that one stream of a file may unpack to. */
const LARGEST_STREAM = 64 * 1024 * 1024;
/** Most bytes that all streams of a file may unpack to, those unpacked twice counted twice. */
const LARGEST_SUM = 512 * 1024 * 1024;
/** What is asked for once the limit is passed is refused from this size on, so that the library comes to an end soon. */
const SMALLEST_REFUSED = 4_096;

/** Says whether the file being read has passed the limit. */
export interface DecodeLimit {
  readonly passed: boolean;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs `read` with a limit on what the library may unpack. The library has none of its own, and its buffers do not count against the heap
 * of a thread. It takes them by two global names, `Uint8Array` and `DecompressionStream`; while a file is read these count what is taken
 * and throw beyond the limit. They behave as ever for everybody else. Files are read one after the other in a thread.
 */
export function withDecodeLimit<T>(read: (limit: DecodeLimit) => Promise<T>): Promise<T> {
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

class CountedMemory implements DecodeLimit {
  passed = false;
  private sum = 0;

  take(bytes: number): void {
    this.sum += bytes;
    this.refuseIf(bytes > LARGEST_STREAM || this.sum > LARGEST_SUM);
    if (this.passed && bytes >= SMALLEST_REFUSED) throw new RangeError('The file unpacks to more than it may.');
  }

  refuseIf(isTooMuch: boolean): void {
    this.passed ||= isTooMuch;
  }
}

function replaceGlobals(limit: CountedMemory): () => void {
  const { Uint8Array: Bytes, DecompressionStream: Inflate } = globalThis;
  globalThis.Uint8Array = countingBytes(Bytes, limit);
  globalThis.DecompressionStream = countingInflate(Inflate, limit);
  return () => {
    globalThis.Uint8Array = Bytes;
    globalThis.DecompressionStream = Inflate;
  };
}

function countingBytes(bytes: typeof Uint8Array, limit: CountedMemory): typeof Uint8Array {
  const counting: typeof Uint8Array = new Proxy(bytes, {
    construct(target, args: unknown[], newTarget) {
      if (typeof args[0] === 'number') limit.take(args[0]);
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
          limit.refuseIf(size > LARGEST_STREAM);
          limit.take(chunk.byteLength);
          controller.enqueue(chunk);
        },
      });
      return { readable: readable.pipeThrough(counted), writable };
    },
  });
}
