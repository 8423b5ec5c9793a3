import { type RoomName, stages } from '#stages';
import type { Queues } from './queues.js';

/** Where small facts outlive the process. */
export interface Facts {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
}

/** Which stages a person has paused. Kept beside the rows, for a queue engine may forget it, or pause for purposes of its own. */
export class Pauses {
  constructor(private readonly facts: Facts) {}

  async isWished(room: RoomName): Promise<boolean> {
    return (await this.facts.get(keyOf(room))) === 'yes';
  }

  wish(room: RoomName, paused: boolean): Promise<void> {
    return this.facts.set(keyOf(room), paused ? 'yes' : 'no');
  }

  async wished(): Promise<ReadonlySet<RoomName>> {
    const wished = await Promise.all(stages.map(async ({ room }) => ((await this.isWished(room)) ? [room] : [])));
    return new Set(wished.flat());
  }

  /** Makes the engine's pauses what people wish, for it may have lost them. */
  async apply(queues: Pick<Queues, 'isPaused' | 'pause' | 'resume'>): Promise<void> {
    for (const { room } of stages) {
      const paused = await queues.isPaused(room);
      // The wish is asked for last: somebody may just be changing it.
      const wished = await this.isWished(room);
      if (paused !== wished) await (wished ? queues.pause(room) : queues.resume(room));
    }
  }
}

const keyOf = (room: RoomName): string => `paused-${room}`;
