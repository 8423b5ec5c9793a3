import { TryLater } from '#domain';
import { onStorage } from './storage-trouble.js';

const failing = (code: string) => onStorage('/srv/rostra', () => Promise.reject(Object.assign(new Error(code), { code })));

describe('trouble with the storage', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO'])('%s makes the work wait and names folder, cause and setting', async (code) => {
    await expect(failing(code)).rejects.toBeInstanceOf(TryLater);
    await expect(failing(code)).rejects.toThrow(new RegExp(`^Captures cannot be kept in /srv/rostra: .+DATA_DIR.+\\(${code}\\)\\.$`));
  });

  it('leaves every other failure as it is', async () => {
    await expect(failing('EBADF')).rejects.not.toBeInstanceOf(TryLater);
    await expect(failing('EBADF')).rejects.toThrow('EBADF');
  });
});
