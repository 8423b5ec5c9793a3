import { parentPort, workerData } from 'node:worker_threads';
import { type ClusterOptions, makeCluster, openCluster } from './cluster.js';
import { WireServer } from './wire-server.js';

/** What the thread is started with. Making a database takes much memory, which goes with the thread that did it; another one serves. */
export type EngineTask =
  | ({ readonly kind: 'make' } & ClusterOptions)
  | { readonly kind: 'serve'; readonly folder: string /** Path of the unix socket to listen on. */; readonly socket: string };

export type EngineRequest = { readonly kind: 'close' } | { readonly kind: 'dump'; readonly path: string };
export type EngineReply = { readonly kind: 'ready' } | { readonly kind: 'dumped' };

/** PGlite and the server that lets many clients share it. */
async function serve(folder: string, socket: string): Promise<void> {
  const cluster = await openCluster(folder);
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
    parentPort?.close();
  });
  reply({ kind: 'ready' });
}

const task: EngineTask = workerData;
if (task.kind === 'make') await makeCluster(task);
else await serve(task.folder, task.socket);
