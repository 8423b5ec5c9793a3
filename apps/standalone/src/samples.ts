import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { acceptPush } from '#pipeline';
import type { Engines } from '#platform';

const manifest = z.object({
  samples: z.array(z.object({ file: z.string(), url: z.url(), contentType: z.string(), capturedAt: z.iso.datetime() })),
});

const folder = new URL('../../../../samples/', import.meta.url);

/** Pushes the sample pages on the first start of an archive, so that there is something to find. A crash in between pushes the rest at the next start. */
export async function loadSamples({ config, store, blobs, clock, log }: Engines): Promise<void> {
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
