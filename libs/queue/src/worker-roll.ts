import type { RoomName } from '#stages';

/**
 * The workers of this process. A shared engine knows its clients by name; the embedded database serves all of them through one session and
 * cannot tell them apart, but there every worker is in this process.
 */
export class WorkerRoll {
  private readonly present = new Map<RoomName, number>();

  enter(room: RoomName): void {
    this.present.set(room, this.count(room) + 1);
  }

  leave(room: RoomName): void {
    this.present.set(room, this.count(room) - 1);
  }

  count(room: RoomName): number {
    return this.present.get(room) ?? 0;
  }
}
