import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { acceptPush } from '#pipeline';
import type { Engines } from '#platform';

const manifest = z.object({
  samples: z.array(z.object({ file: z.string(), url: z.url(), contentType: z.string(), capturedAt: z.iso.datetime() })),
});

const folder = new URL('../../../../samples/', import.meta.url);

/**
 * Pushes the sample pages on the first start of an archive, so that there is something to find. After a crash in between, the next start pushes
 * the rest; what is the matter with them is told and stops nobody.
 */
export async function loadSamples(engines: Engines): Promise<void> {
  try {
    await pushSamples(engines);
  } catch (error) {
    engines.log.error({ err: error }, 'The sample pages could not be loaded; the next start tries again');
  }
}

async function pushSamples({ config, store, blobs, clock, log }: Engines): Promise<void> {
  if (!config.samples || (await store.markers.get('samples'))) return;
  const { samples } = manifest.parse(JSON.parse(await readFile(new URL('index.json', folder), 'utf8')));
  for (const { file, url, contentType, capturedAt } of samples) {
    const body = await readFile(new URL(file, folder));
    const push = {
      url,
      fileName: file,
      body,
      contentType,
      headers: {},
      capturedAt: new Date(capturedAt),
      source: 'samples',
      idempotencyKey: null,
    };
    await acceptPush(push, { documents: store.documents, blobs, clock });
  }
  await store.markers.set('samples', clock().toISOString());
  log.info(`Loaded ${samples.length} sample pages about invented towns (SAMPLES=off starts with an empty archive)`);
}
