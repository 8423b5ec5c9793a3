import { parentPort, workerData } from 'node:worker_threads';
import { type ClusterOptions, openCluster } from './cluster.js';
import { WireServer } from './wire-server.js';

/** What the thread is started with. */
export interface EngineTask extends ClusterOptions {
  /** Path of the unix socket to listen on. */
  readonly socket: string;
}

export type EngineRequest = { readonly kind: 'close' } | { readonly kind: 'dump'; readonly path: string };
export type EngineReply = { readonly kind: 'ready' } | { readonly kind: 'dumped' } | { readonly kind: 'closed' };

/** Runs in the database's thread: PGlite and the server that lets many clients share it. */
async function run({ socket, ...options }: EngineTask): Promise<void> {
  const cluster = await openCluster(options);
  const server = new WireServer(cluster);
  await server.listen(socket);
  const reply = (message: EngineReply) => parentPort?.postMessage(message);
  parentPort?.on('message', async (request: EngineRequest) => {
    if (request.kind === 'dump') {
      await cluster.dump(request.path);
      reply({ kind: 'dumped' });
      return;
    }
    await server.close();
    await cluster.close();
    reply({ kind: 'closed' });
    parentPort?.close();
  });
  reply({ kind: 'ready' });
}

await run(workerData);
