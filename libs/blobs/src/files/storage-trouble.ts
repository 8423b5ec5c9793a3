import { TryLater } from '#domain';

const RETRY_MS = 30_000;

/** What the operating system says when the storage, not the work, has to change first. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free space there, or point DATA_DIR at a larger disk',
  EDQUOT: 'the disk quota is used up. Raise it, or point DATA_DIR at another disk',
  EROFS: 'the file system is read-only. Mount it for writing, or point DATA_DIR elsewhere',
  EACCES: 'access is denied. Give the folder to the user that runs Rostra, or point DATA_DIR elsewhere',
  EPERM: 'access is denied. Give the folder to the user that runs Rostra, or point DATA_DIR elsewhere',
  ENOTDIR: 'a file stands where a folder should be. Move it away, or point DATA_DIR elsewhere',
  EEXIST: 'a file stands where a folder should be. Move it away, or point DATA_DIR elsewhere',
  EIO: 'the disk reports an error. Check it, or point DATA_DIR at another disk',
  EMFILE: 'too many files are open. Raise the limit of open files (ulimit -n)',
  ENFILE: 'too many files are open. Raise the limit of open files (sysctl fs.file-max)',
};

/** The system's word for a failure, such as `ENOENT`; undefined when it has none. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Runs the work; storage that somebody must mend first becomes TryLater with a sentence that names the setting, so the work waits for it. */
export async function onStorage<Result>(dir: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    const remedy = code && remedies[code];
    if (!remedy) throw error;
    throw new TryLater(RETRY_MS, `Captures cannot be kept in ${dir}: ${remedy} (${code}).`, { cause: error });
  }
}
