import { scanXml } from '../xml/scan-xml.js';
import type { ZipEntry } from '../../zip/read-zip.js';
import { asUtf8 } from './packed-parts.js';

/** The parts of an office file, found by what they are to it and not by their names. */
export class OfficePackage {
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  constructor(entries: readonly ZipEntry[]) {
    this.entries = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  }

  /** Whether the file has a part of this name. */
  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** The part that is `kind` to another one, or to the whole file; failing that the one with the usual name. */
  related(owner: string, kind: string, usual: string): ZipEntry | null {
    const target = this.relations(owner).get(kind);
    return (target === undefined ? undefined : this.entry(target)) ?? this.entry(usual) ?? null;
  }

  private entry(name: string): ZipEntry | undefined {
    return this.entries.get(name.toLowerCase());
  }

  /** Names of the parts related to `owner`, by the last word of their relation. */
  private relations(owner: string): ReadonlyMap<string, string> {
    const slash = owner.lastIndexOf('/') + 1;
    const folder = owner.slice(0, slash);
    const entry = this.entry(`${folder}_rels/${owner.slice(slash)}.rels`);
    const found = new Map<string, string>();
    if (!entry) return found;
    scanXml(asUtf8(entry.read()), {
      open(name, tag) {
        if (!name.endsWith('Relationship') || tag.attribute('TargetMode') === 'External') return undefined;
        const kind = (tag.attribute('Type') ?? '').split('/').at(-1) ?? '';
        if (!found.has(kind)) found.set(kind, resolved(folder, tag.attribute('Target') ?? ''));
        return undefined;
      },
    });
    return found;
  }
}

/** A relation's target as a name in the file: absolute, or from the folder of its owner. */
function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}
