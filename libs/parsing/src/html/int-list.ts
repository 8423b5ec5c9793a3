/** A growing list of 32-bit integers: a page of a million nodes stays in a few flat arrays. */
export class IntList {
  private values: Int32Array;
  length = 0;

  constructor(capacity: number) {
    this.values = new Int32Array(Math.max(16, capacity));
  }

  /** Adds a value and returns its place. */
  push(value: number): number {
    if (this.length === this.values.length) this.grow();
    this.values[this.length] = value;
    return this.length++;
  }

  /** The value at a place, 0 beyond the end. */
  at(place: number): number {
    return this.values[place] ?? 0;
  }

  set(place: number, value: number): void {
    this.values[place] = value;
  }

  /** Forgets everything from a place on. */
  truncate(length: number): void {
    this.length = Math.min(this.length, length);
  }

  /** The filled part; shares memory with the list. */
  filled(): Int32Array {
    return this.values.subarray(0, this.length);
  }

  private grow(): void {
    const larger = new Int32Array(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}
