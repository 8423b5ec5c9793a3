import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './support/run-command.js';
import { type RunningServer, root, startServer } from './support/running-server.js';

const ENDLESS = /\s# until Ctrl-C$/;
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block.trimEnd());
const [start, test, ...rest] = blocks;

/** Commands that end are run together as they stand; one that runs until Ctrl-C is run alone. */
const steps = rest.flatMap((block) => {
  const lines = block.split('\n');
  const ending = lines.filter((line) => !ENDLESS.test(line)).join('\n');
  return [ending, ...lines.filter((line) => ENDLESS.test(line))].filter((step) => step !== '');
});

describe('the commands of the README', () => {
  let server: RunningServer;
  let env: Record<string, string>;

  beforeAll(async () => {
    server = await startServer({ SAMPLES: 'on' }, { command: 'npm', args: ['start'] });
    env = { ROSTRA_SERVER: server.base, DATA_DIR: server.dataDir };
  }, 60_000);
  afterAll(() => server?.stop(), 30_000);

  /** What a newcomer types, at the port of this server; curl says by its exit code when it is refused. */
  const typed = (step: string) =>
    `set -euo pipefail; curl() { command curl --silent --show-error --fail-with-body "$@"; }\n${step.replaceAll('127.0.0.1:3000', new URL(server.base).host)}`;

  it('begins with the two that do everything', () => {
    expect([start, test]).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    expect(steps.length).toBeGreaterThan(5);
  });

  it.each(steps.filter((step) => !ENDLESS.test(step)))(
    'runs: %s',
    async (step) => {
      const { code, stdout, stderr } = await runCommand('bash', ['-c', typed(step)], { env });
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/error/i) });
      expect(stdout).not.toBe('');
    },
    60_000,
  );

  it.each(steps.filter((step) => ENDLESS.test(step)))(
    'runs until it is stopped: %s',
    async (step) => {
      const child = spawn('bash', ['-c', typed(step)], { cwd: root, env: { ...process.env, NODE_OPTIONS: '', ...env }, detached: true });
      const exit = once(child, 'exit');
      await Promise.race([once(child.stdout, 'data'), exit]);
      await sleep(300);
      expect(child.exitCode).toBeNull();
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      await exit;
    },
    60_000,
  );

  it('finds what it told to push', async () => {
    const { stdout } = await runCommand('bash', ['-c', typed('curl -G 127.0.0.1:3000/api/v1/search --data-urlencode q=一寸松土')]);
    expect(JSON.parse(stdout)).toMatchObject({ total: 1, hits: [{ title: '在青禾市2024年防汛工作会议上的讲话' }] });
  });
});
