import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Style, scripts and icon; the folder stands beside the sources and is copied by the build. */
export const assetsFolder = fileURLToPath(new URL('../../assets/', import.meta.url));

const hashes = new Map(readdirSync(assetsFolder).map((name) => [name, hashOf(join(assetsFolder, name))]));

/** The address of an asset, with its hash: a browser may keep it for ever and still gets the new one. */
export function assetUrl(name: string): string {
  const hash = hashes.get(name);
  if (hash === undefined) throw new Error(`There is no asset ${name}`);
  return `/assets/${name}?v=${hash}`;
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
}
