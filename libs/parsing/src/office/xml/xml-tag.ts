import { decodeEntities } from './entities.js';

/** A start tag; its attributes are read only when asked for. Valid during the call that hands it over. */
export class XmlTag {
  private bytes: Buffer = Buffer.alloc(0);
  private from = 0;
  private to = 0;

  /** Points at the attributes of the next tag: the bytes `[from, to)`. */
  moveTo(bytes: Buffer, from: number, to: number): void {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** The value of the attribute with this name, whatever its prefix; null when there is none. */
  attribute(name: string): string | null {
    // Shorter than any attribute.
    if (this.to - this.from < 4) return null;
    for (const [found, value] of this.attributes()) if (found.slice(found.indexOf(':') + 1) === name) return value;
    return null;
  }

  /** An on/off attribute element: present means on, unless its value says otherwise. */
  isOn(): boolean {
    return !['0', 'false', 'off', 'none'].includes(this.attribute('val') ?? '');
  }

  /** A whole number no larger than 32,767 in size; null without one. */
  integer(name: string): number | null {
    const value = this.attribute(name);
    return value !== null && /^-?\d{1,9}$/.test(value) ? Math.min(32_767, Math.max(-32_767, Number(value))) : null;
  }

  /** Names with their prefixes, and values. */
  attributes(): (readonly [name: string, value: string])[] {
    const source = this.bytes.toString('utf8', this.from, this.to);
    return [...source.matchAll(/([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
      ([, name = '', double, single]) => [name, decodeEntities(double ?? single ?? '')] as const,
    );
  }
}
