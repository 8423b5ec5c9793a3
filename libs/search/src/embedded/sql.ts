import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** A piece of SQL with the values of its question marks. Text of users is only ever a value. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

export const sql = (text: string, ...values: readonly SQLInputValue[]): Sql => ({ text, values });

/** All of them; none holds always. */
export function allOf(conditions: readonly Sql[]): Sql {
  return joined(conditions, ' and ') ?? sql('1');
}

/** At least one of them; none holds never. */
export function oneOf(conditions: readonly Sql[]): Sql {
  return joined(conditions, ' or ') ?? sql('0');
}

function joined(conditions: readonly Sql[], operator: string): Sql | null {
  const [only, second] = conditions;
  if (!second) return only ?? null;
  return { text: `(${conditions.map(({ text }) => text).join(operator)})`, values: conditions.flatMap(({ values }) => values) };
}

/** Statements of one connection, prepared once. What a row looks like is for the caller to say: it wrote the SQL. */
export class Statements {
  private readonly prepared = new Map<string, StatementSync>();

  constructor(private readonly database: DatabaseSync) {}

  run({ text, values }: Sql): void {
    this.statement(text).run(...values);
  }

  all<Row>({ text, values }: Sql): Row[] {
    return this.statement(text).all(...values) as Row[];
  }

  get<Row>({ text, values }: Sql): Row | undefined {
    return this.statement(text).get(...values) as Row | undefined;
  }

  /** Queries come in endless forms; the oldest statements go when there are many. */
  private statement(text: string): StatementSync {
    const known = this.prepared.get(text);
    if (known) return known;
    const statement = this.database.prepare(text);
    const [oldest] = this.prepared.keys();
    if (this.prepared.size >= 100 && oldest !== undefined) this.prepared.delete(oldest);
    this.prepared.set(text, statement);
    return statement;
  }
}
