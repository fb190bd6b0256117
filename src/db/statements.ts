import type BetterSqlite3 from 'better-sqlite3';
import type { ClientBase, Pool, QueryArrayConfig, QueryResult } from 'pg';
import pg from 'pg';
import { type Gather, gathering } from './gathered.ts';
import { plannedOnce } from './planned-once.ts';

export type Dialect = 'sqlite' | 'postgres';

/** A prepared statement. Bind values by position, or one object for `@name` places; booleans are 1 and 0, JSON is text. */
export type Statement<Bind extends readonly unknown[], Result> = {
  readonly all: (...bind: Bind) => Promise<Result[]>;
  readonly get: (...bind: Bind) => Promise<Result | undefined>;
  /** how many rows it wrote */
  readonly run: (...bind: Bind) => Promise<number>;
  /** rows as arrays */
  readonly raw: () => Statement<Bind, Result>;
  /** the first column alone */
  readonly pluck: () => Statement<Bind, Result>;
};

/**
 * Prepared statements over one connection or pool, for the hot path. One text serves both dialects: `?` or `@name`
 * for places, `least` and `greatest` for the smaller and the greater of several, `json_each(?)` for a list as rows.
 */
export type Sql = {
  readonly dialect: Dialect;
  readonly prepare: <Bind extends readonly unknown[] = unknown[], Result = unknown>(
    text: string,
    /** on PostgreSQL, calls of one turn of the event loop are asked for at once; of reads, `raw` and `pluck` alone */
    gather?: Gather,
  ) => Statement<Bind, Result>;
};

const sqliteText = (text: string): string =>
  plannedOnce(text.replaceAll(/\bleast\(/g, 'min(').replaceAll(/\bgreatest\(/g, 'max('));

const overSqlite = <Bind extends readonly unknown[], Result>(
  statement: BetterSqlite3.Statement<unknown[], Result>,
): Statement<Bind, Result> => ({
  all: async (...bind) => statement.all(...bind),
  get: async (...bind) => statement.get(...bind),
  run: async (...bind) => statement.run(...bind).changes,
  raw: () => overSqlite(statement.raw()),
  pluck: () => overSqlite(statement.pluck()),
});

export const sqliteStatements = (sqlite: BetterSqlite3.Database): Sql => ({
  dialect: 'sqlite',
  prepare: <Bind extends readonly unknown[], Result>(text: string) =>
    overSqlite<Bind, Result>(sqlite.prepare<unknown[], Result>(sqliteText(text))),
});

type Numbered = { readonly text: string; readonly names: readonly string[] };

/** A JSON array as rows: `key` from 0 on, `value` as text. */
const eachOf = (place: string): string =>
  `(SELECT ord - 1 AS key, value FROM jsonb_array_elements_text(CAST(${place} AS jsonb)) WITH ORDINALITY AS e(value, ord))`;

/** `?` and `@name` as `$1`, `$2`…; one number a name. */
export const numbered = (given: string): Numbered => {
  const text = given.replaceAll(/\bjson_each\((\?|@\w+)\)/g, (_, place: string) => eachOf(place));
  const names: string[] = [];
  let count = 0;
  const replaced = text.replaceAll(/\?|@([a-zA-Z]\w*)/g, (_, name: string | undefined) => {
    if (name === undefined) {
      count += 1;
      return `$${count}`;
    }
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  if (count > 0 && names.length > 0) throw new Error('a statement mixes ? and @name');
  return { text: replaced, names };
};

const { BOOL } = pg.types.builtins;
const asNumber = (text: string): number => (text === 't' ? 1 : 0);

/** As SQLite answers: a truth is 1 or 0. */
const rawTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === BOOL ? asNumber : pg.types.getTypeParser(oid, format ?? 'text')) as typeof pg.types.getTypeParser,
};

type Asked = (query: QueryArrayConfig | object) => Promise<QueryResult>;
type Shape = 'object' | 'raw' | 'pluck';

const named = new Map<string, string>();
const nameOf = (text: string): string => {
  const known = named.get(text);
  if (known) return known;
  const name = `v${named.size + 1}`;
  named.set(text, name);
  return name;
};

/** What is asked: a text in PostgreSQL's places, and how it is asked for many. */
type Asking = { readonly ask: Asked; readonly numbered: Numbered; readonly gather: Gather | undefined };

const oneByOne = ({ ask, numbered: { text } }: Asking, shape: Shape) => {
  const fixed = {
    name: nameOf(text),
    text,
    types: rawTypes,
    ...(shape === 'object' ? {} : { rowMode: 'array' as const }),
  };
  return async (values: unknown[]) => {
    const { rows, rowCount } = await ask({ ...fixed, values });
    return { rows: rows as unknown[], written: rowCount ?? 0 };
  };
};

const together = ({ ask, numbered: { text } }: Asking, gather: Gather) => {
  const askMany = gathering(ask, { one: text, gather, nameOf, types: rawTypes });
  return async (values: unknown[]) => {
    const rows = await askMany(values);
    return { rows: rows as unknown[], written: rows.length };
  };
};

const overPostgres = <Bind extends readonly unknown[], Result>(
  asking: Asking,
  shape: Shape,
): Statement<Bind, Result> => {
  const { gather } = asking;
  const { names } = asking.numbered;
  const ask = gather ? together(asking, gather) : oneByOne(asking, shape);
  const query = (bind: Bind) =>
    ask(names.length > 0 ? names.map(name => (bind[0] as Record<string, unknown>)[name]) : [...bind]);
  const rowsOf = async (bind: Bind): Promise<Result[]> => {
    if (gather && shape === 'object') throw new Error('what is gathered is read as raw or pluck');
    const { rows } = await query(bind);
    return (shape === 'pluck' ? (rows as unknown[][]).map(row => row[0]) : rows) as Result[];
  };
  return {
    all: (...bind) => rowsOf(bind),
    get: async (...bind) => (await rowsOf(bind))[0],
    run: async (...bind) => (await query(bind)).written,
    raw: () => overPostgres(asking, 'raw'),
    pluck: () => overPostgres(asking, 'pluck'),
  };
};

/** `client` is asked for at each call: a connection that was lost is replaced by another. */
export const postgresStatements = (client: () => ClientBase | Pool): Sql => ({
  dialect: 'postgres',
  prepare: <Bind extends readonly unknown[], Result>(text: string, gather?: Gather) => {
    // a connection that is gone rejects, also where nobody stands by to catch: what is gathered is asked later
    const ask: Asked = async query => client().query(query as QueryArrayConfig);
    return overPostgres<Bind, Result>({ ask, numbered: numbered(text), gather }, 'object');
  },
});
