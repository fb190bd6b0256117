import type { QueryArrayConfig, QueryArrayResult } from 'pg';

/**
 * How a statement of the hot path is asked for many at once on PostgreSQL: those who call it in one turn of the event loop
 * share one round trip. SQLite, which has none, asks for each.
 */
export type Gather = {
  /** PostgreSQL's types of the places, in the order of their first use */
  readonly types: readonly string[];
  /**
   * Of a statement that writes and says how many rows: the columns that tell a row it wrote, and the same of what was
   * bound. Two that are gathered never write the same row. Absent: nobody asks how many.
   */
  readonly written?: { readonly columns: string; readonly of: (bound: readonly unknown[]) => string };
};

/** Where a gathered INSERT … SELECT or UPDATE takes its rows from; a comment to everybody else. */
export const each = '/* each */';

type Call = {
  readonly bound: readonly unknown[];
  readonly resolve: (rows: unknown[][]) => void;
  readonly reject: (error: unknown) => void;
};

const columnOf = (place: number): string => `given."${place}"`;

const givenBy = (types: readonly string[]): string => {
  const arrays = types.map((type, i) => `$${i + 1}::${type}[]`).join(', ');
  const names = types.map((_, i) => `"${i + 1}"`).join(', ');
  return `unnest(${arrays}) WITH ORDINALITY AS given(${names}, ord)`;
};

/** One statement for many calls, out of that for one (`$1`, `$2`…). The last column of what is read says whose a row is. */
export const textForMany = (one: string, { types, written }: Gather): string => {
  const text = one.replaceAll(/\$(\d+)/g, (_, place: string) => columnOf(Number(place)));
  if (!one.includes(each))
    return `SELECT answer.*, given.ord FROM ${givenBy(types)} CROSS JOIN LATERAL (${text}) AS answer`;
  const returning = written ? ` RETURNING ${written.columns}` : '';
  return `${text.replace(each, `FROM ${givenBy(types)}`)}${returning}`;
};

const transposed = (calls: readonly Call[], places: number): unknown[][] =>
  Array.from({ length: places }, (_, place) => calls.map(({ bound }) => bound[place]));

/** Whose rows they are, by their last column. */
const byCall = (rows: readonly unknown[][], count: number): unknown[][][] => {
  const found: unknown[][][] = Array.from({ length: count }, () => []);
  for (const row of rows) found[Number(row.at(-1)) - 1]?.push(row);
  return found;
};

/** What each call wrote, told by what identifies a row. */
const byWritten = (
  rows: readonly unknown[][],
  calls: readonly Call[],
  { written }: Gather,
): unknown[][][] => {
  const keys = new Set(rows.map(row => row.join('\n')));
  return calls.map(({ bound }) => (!written || keys.has(written.of(bound)) ? [[]] : []));
};

type Ask = (query: QueryArrayConfig) => Promise<QueryArrayResult>;

type Gathered = {
  readonly one: string;
  readonly gather: Gather;
  readonly nameOf: (text: string) => string;
  readonly types: NonNullable<QueryArrayConfig['types']>;
};

/** Gathers the calls of a statement; each gets its own rows, of a write an empty one for each row written. */
export const gathering = (
  ask: Ask,
  { one, gather, nameOf, types }: Gathered,
): ((bound: readonly unknown[]) => Promise<unknown[][]>) => {
  const many = textForMany(one, gather);
  const fixed = { name: nameOf(many), text: many, rowMode: 'array', types } as const;
  const reads = !one.includes(each);
  let waiting: Call[] = [];
  const flush = (): void => {
    const calls = waiting;
    waiting = [];
    ask({ ...fixed, values: transposed(calls, gather.types.length) }).then(
      ({ rows }) => {
        const found = reads ? byCall(rows, calls.length) : byWritten(rows, calls, gather);
        for (const [i, { resolve }] of calls.entries()) resolve(found[i] ?? []);
      },
      error => {
        for (const { reject } of calls) reject(error);
      },
    );
  };
  return bound =>
    new Promise((resolve, reject) => {
      if (waiting.push({ bound, resolve, reject }) === 1) setImmediate(flush);
    });
};
