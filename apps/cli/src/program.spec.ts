import { CommanderError } from 'commander';
import { EXIT } from './exit.js';
import { buildProgram } from './program.js';
import { readSettings } from './settings.js';
import { localServer } from './testing/local-server.js';
import { memoryOutput } from './testing/memory-output.js';

async function run(...args: readonly string[]): Promise<{ code: number | null; printed: string }> {
  const output = memoryOutput();
  let code: number | null = null;
  const program = buildProgram({
    output,
    notes: memoryOutput(),
    settings: readSettings({}),
    version: '1.2.3',
    end: (given) => {
      code = given;
    },
  });
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  await program.parseAsync(args, { from: 'user' });
  return { code, printed: output.text() };
}

describe('the command line', () => {
  it.each([
    [[]],
    [['nonsense']],
    [['search']],
    [['search', 'x', '--size', '0']],
    [['search', 'x', '--size', '1e1']],
    [['search', 'x', '--sort', 'best']],
    [['ingest']],
    [['ingest', 'x', '-c', '65']],
    [['parse']],
    [['parse', 'x', '--format', 'xml']],
    [['watch', '--after', '-1']],
    [['failures', 'retry']],
    [['queues', 'extra']],
    [['reparse', '--all']],
    [['move']],
    [['fsck', 'extra']],
    [['reindex', '--to', 'x']],
    [['reparse', '--dry-run', '--apply']],
    [['reparse', '--apply', '--rollback']],
    [['reparse', '--rollback', '--all']],
    [['reparse', '--apply', '--site', 'a.example']],
    [['rules', 'add', 'a.example']],
    [['rules', 'list', '--status', 'new']],
    [['rules', 'preview', 'id', '--pages', '31']],
    [['rules', 'accept']],
  ])('refuses %j', async (args) => {
    await expect(run(...args)).rejects.toBeInstanceOf(CommanderError);
  });

  it('refuses an address that is none', async () => {
    await expect(run('queues', '--server', 'ftp://a.example')).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  it('takes --server and --json before and after the verb of failures', async () => {
    const asked: string[] = [];
    const { base, close } = await localServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      request.resume();
      response.end('{"group":"no-body","documents":2}');
    });
    const early = await run('failures', '--server', base, '--json', 'retry', 'no-body');
    const late = await run('failures', 'discard', 'no-body', '--server', base);
    await close();
    expect(asked).toEqual(['POST /api/v1/failures/no-body/retry', 'POST /api/v1/failures/no-body/discard']);
    expect(early).toEqual({ code: EXIT.done, printed: '{"group":"no-body","documents":2}\n' });
    expect(late.printed).toBe('2 documents of no-body are discarded: nobody will try again.\n');
  });
});

describe('readSettings', () => {
  it('finds the server of this folder unless another is named', () => {
    expect(readSettings({})).toEqual({ server: 'http://127.0.0.1:3000', adminKey: null, dataDir: './data' });
    expect(readSettings({ PORT: '3100', ADMIN_KEY: 'k', DATA_DIR: '/d' })).toEqual({
      server: 'http://127.0.0.1:3100',
      adminKey: 'k',
      dataDir: '/d',
    });
    expect(readSettings({ PORT: '3100', ROSTRA_SERVER: 'http://a.example' }).server).toBe('http://a.example');
  });
});
