import { PassThrough } from 'node:stream';
import { Server } from '../server/server.js';
import { localServer } from '../testing/local-server.js';
import { memoryOutput } from '../testing/memory-output.js';
import { outputTo } from '../terminal/output.js';
import { columnsOf } from '../terminal/width.js';
import { listFailures } from './failures.js';

const lastMessage = `${'The host 青岭晚报 did not answer in time. '.repeat(6)}Try again with rostra failures retry.`;
const group = { group: 'fault-crawler', stage: 'crawler', count: 1, lastMessage, lastAt: '2026-01-01T00:00:00Z', documentIds: [] };

async function listed(columns: number): Promise<string[]> {
  const { base, close } = await localServer((_request, response) => response.end(JSON.stringify({ groups: [group] })));
  const output = memoryOutput({ columns });
  await listFailures({ server: new Server(base), json: false, output });
  await close();
  return output.lines().slice(1);
}

describe('failures', () => {
  it('keeps the whole sentence with its remedy in one line where no terminal reads', async () => {
    expect(await listed(outputTo(new PassThrough() as unknown as NodeJS.WriteStream).columns)).toEqual([`  ${lastMessage}`]);
  });

  it('breaks it into lines on a terminal and cuts nothing off', async () => {
    const lines = await listed(60);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(60);
    expect(
      lines
        .map((line) => line.trim())
        .join(' ')
        .replaceAll(' ', ''),
    ).toBe(lastMessage.replaceAll(' ', ''));
    expect(lines.every((line) => /^ {2}\S/.test(line))).toBe(true);
  });
});
