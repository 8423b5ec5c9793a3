import type { Claim, Documents } from '#store';

/** A lease is prolonged this many times before it would run out, so that one late or lost statement does no harm. */
const PER_LEASE = 4;
/** Work that takes longer than this many leases loses its claim: it hangs, and somebody else may try. */
const MOST_LEASES = 30;

/** How often the database is asked whether it takes back what could not be settled, in ms. */
const GIVE_BACK_EVERY_MS = 500;

interface Held {
  readonly claim: Claim;
  left: number;
}

/**
 * Keeps the claims of this process alive while their work goes on, so that leases can be short: what a dead process had is free again after
 * seconds, and slow work keeps what it has.
 */
export class Leases {
  private readonly held = new Set<Held>();
  private timer: NodeJS.Timeout | null = null;
  private renewing: Promise<void> | null = null;

  constructor(
    private readonly documents: Pick<Documents, 'renew' | 'release'>,
    private readonly onTrouble: (error: Error) => void,
  ) {}

  /** Runs the work and holds the claims until it is through. */
  async during<Result>(claims: readonly Claim[], work: () => Promise<Result>): Promise<Result> {
    const mine = claims.map((claim) => ({ claim, left: MOST_LEASES * PER_LEASE }));
    for (const held of mine) this.held.add(held);
    this.schedule();
    try {
      return await work();
    } finally {
      for (const held of mine) this.held.delete(held);
      if (this.held.size === 0) this.stop();
    }
  }

  /**
   * Gives a claim back as soon as the database answers again: what became of its work could not be written. Without this the lease would run out,
   * and that looks as if the document had brought its worker down.
   */
  giveBack(claim: Claim): void {
    const deadline = performance.now() + MOST_LEASES * claim.stage.leaseMs;
    const again = () => {
      const timer = setTimeout(() => {
        this.documents.release(claim, 0).catch((error: Error) => {
          this.onTrouble(error);
          if (performance.now() < deadline) again();
        });
      }, GIVE_BACK_EVERY_MS);
      timer.unref();
    };
    again();
  }

  private schedule(): void {
    if (this.timer || this.held.size === 0) return;
    const shortest = Math.min(...[...this.held].map(({ claim }) => claim.stage.leaseMs));
    this.timer = setTimeout(() => this.tick(), Math.max(100, shortest / PER_LEASE));
    // Work in hand keeps the process alive by itself.
    this.timer.unref();
  }

  private stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private tick(): void {
    this.timer = null;
    const claims = [...this.held].filter((held) => held.left-- > 0).map(({ claim }) => claim);
    // A statement that hangs is not joined by others.
    this.renewing ??= this.documents
      .renew(claims)
      .catch(this.onTrouble)
      .finally(() => {
        this.renewing = null;
      });
    this.schedule();
  }
}
