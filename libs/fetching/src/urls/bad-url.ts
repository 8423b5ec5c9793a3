import { Unprocessable } from '#domain';

/** Not a web address, or one that must not be fetched as it is written. `field` says where it stood: `url`, or `location` of a redirect. */
export class BadUrl extends Unprocessable {
  constructor(
    readonly field: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super('bad-url', `${field}: ${message}`, options);
  }
}
