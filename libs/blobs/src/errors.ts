/** No body of this name is kept. */
export class BlobMissing extends Error {
  override readonly name = 'BlobMissing';

  constructor(
    readonly sha256: string,
    options?: ErrorOptions,
  ) {
    super(`The blob ${sha256} is not in the store. Restore it from a backup, or push or fetch the page again.`, options);
  }
}

/** A body or its description is there, but no longer what was put. `what` says which and where. */
export class BlobDamaged extends Error {
  override readonly name = 'BlobDamaged';

  constructor(
    readonly sha256: string,
    what: string,
    options?: ErrorOptions,
  ) {
    super(`The blob ${sha256} is damaged: ${what}. Restore it from a backup, or push or fetch the page again.`, options);
  }
}
