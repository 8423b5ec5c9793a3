import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { persist } from './trial.js';

const run = promisify(execFile);

/** What a file system needs for itself, in bytes. */
const OWN_BYTES = 4 * 1024 * 1024;
const BALLAST = 'ballast';

/** A disk of its own under one folder, which somebody else's file fills to the last byte. Needs the rights of root. */
export class SmallDisk {
  private constructor(
    private readonly folder: string,
    private readonly image: string,
  ) {}

  /** Moves what the folder holds to a disk that has so many bytes to spare. Nobody may have it open. */
  static async under(folder: string, spareBytes: number): Promise<SmallDisk> {
    const image = await mkdtemp(join(tmpdir(), 'rostra-disk-'));
    const disk = new SmallDisk(folder, image);
    const { stdout } = await run('du', ['-s', '--block-size=1', folder]);
    const size = Number.parseInt(stdout, 10) + spareBytes + OWN_BYTES;
    await run('truncate', ['--size', String(size), join(image, 'disk')]);
    await run('mkfs.ext4', ['-q', '-F', '-m', '0', '-O', '^has_journal', join(image, 'disk')]);
    await disk.exchange(() => run('mount', ['-o', 'loop', join(image, 'disk'), folder]));
    return disk;
  }

  /** Until `makeRoom` nothing can be written any more, but for so many bytes. */
  async fill(leavingBytes = 0): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    const length = Math.max(0, bavail * bsize - leavingBytes);
    await run('fallocate', ['--length', String(length), join(this.folder, BALLAST)]).catch(() => undefined);
    // What the file system needs to tell where the blocks are is a part of the room.
    if (leavingBytes === 0) await run('dd', ['if=/dev/zero', 'bs=4k', `of=${join(this.folder, `${BALLAST}-rest`)}`]).catch(() => undefined);
  }

  async makeRoom(): Promise<void> {
    for (const name of [BALLAST, `${BALLAST}-rest`]) await rm(join(this.folder, name), { force: true });
  }

  /** The folder lies where it lay before, with what it holds by now. Whoever has it open is about to end. */
  async remove(): Promise<void> {
    await this.makeRoom();
    await this.exchange(() => persist(() => run('umount', [this.folder])));
    await rm(this.image, { recursive: true, force: true });
  }

  /** Keeps the content of the folder through a change of what lies under it. */
  private async exchange(change: () => Promise<unknown>): Promise<void> {
    const aside = join(this.image, 'aside');
    await mkdir(aside);
    await run('cp', ['-a', `${this.folder}/.`, aside]);
    await change();
    await run('find', [this.folder, '-mindepth', '1', '-delete']);
    await run('cp', ['-a', `${aside}/.`, this.folder]);
    await rm(aside, { recursive: true });
  }
}
