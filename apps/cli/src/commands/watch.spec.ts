import { EXIT } from '../exit.js';
import { Server } from '../server/server.js';
import { localServer } from '../testing/local-server.js';
import { memoryOutput } from '../testing/memory-output.js';
import { eventLine, watch } from './watch.js';

const anEvent = (sequence: number) => ({
  type: 'rostra.speech.published',
  time: '2023-05-01T08:00:00.000Z',
  subject: `speech-${sequence}`,
  sequence: String(sequence),
  data: { title: `讲话${sequence}`, documentId: 'd', site: null },
});
const message = (sequence: number) => `id: ${sequence}\nevent: event\ndata: ${JSON.stringify(anEvent(sequence))}\n\n`;

describe('watch', () => {
  it('goes on behind the last event after the connection broke, so none is missed and none comes twice', async () => {
    const asked: (string | undefined)[] = [];
    const { base, close } = await localServer((request, response) => {
      const last = request.headers['last-event-id']?.toString();
      asked.push(last);
      const from = Number(last ?? 0);
      response.write(': ready\n\n');
      response.write(message(from + 1) + message(from + 2), () => {
        if (asked.length === 1) response.socket?.destroy();
        else response.end();
      });
    });
    const output = memoryOutput();
    const code = await watch({ server: new Server(base), after: 0, json: true, count: 5, output, notes: memoryOutput() });
    await close();
    expect(output.lines().map((line): string => JSON.parse(line).sequence)).toEqual(['1', '2', '3', '4', '5']);
    expect(asked).toEqual(['0', '2', '4']);
    expect(code).toBe(EXIT.done);
  });

  it('says once that the connection is lost and once that it is back, also when the server took its leave', async () => {
    let asked = 0;
    const { base, close } = await localServer((_request, response) => {
      asked += 1;
      if (asked === 2) response.writeHead(503).end('{"title":"Service Unavailable"}');
      else response.end(message(asked));
    });
    const notes = memoryOutput();
    await watch({ server: new Server(base), after: 0, json: true, count: 2, output: memoryOutput(), notes });
    await close();
    expect(notes.lines()).toEqual(['rostra: the connection is lost, trying again', 'rostra: connected again']);
  });

  it('remembers the place of a stream that broke before its first event', async () => {
    const asked: (string | undefined)[] = [];
    const { base, close } = await localServer((request, response) => {
      asked.push(request.headers['last-event-id']?.toString());
      response.end(asked.length === 1 ? ': ready\nid: 41\n\n' : message(42));
    });
    await watch({ server: new Server(base), after: null, json: true, count: 1, output: memoryOutput(), notes: memoryOutput() });
    await close();
    expect(asked).toEqual([undefined, '41']);
  });

  it('ends at once when no server answers at the start', async () => {
    const { base, close } = await localServer(() => undefined);
    await close();
    const output = memoryOutput();
    await expect(watch({ server: new Server(base), after: null, json: false, count: null, output, notes: output })).rejects.toMatchObject({
      exitCode: EXIT.unavailable,
    });
  });

  it('shows number, kind, title and speech in one line', () => {
    const line = eventLine({ ...anEvent(7), data: { ...anEvent(7).data, title: '讲\n话\u001b[2J', site: 'a.example' } }, memoryOutput());
    expect(line).toMatch(/^ {5}7 {2}\d\d:\d\d:\d\d {2}published {2}讲 话\[2J {2}a\.example {2}speech-7$/);
  });
});
