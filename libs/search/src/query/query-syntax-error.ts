/** The query cannot be read. `message` says what is wrong, `hint` what to write instead, as whole sentences. */
export class QuerySyntaxError extends Error {
  override readonly name = 'QuerySyntaxError';

  /** `position` is the offset in the query as typed, in UTF-16 units. */
  constructor(
    message: string,
    readonly position: number,
    readonly hint: string,
  ) {
    super(message);
  }
}
