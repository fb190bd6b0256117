import type BetterSqlite3 from 'better-sqlite3';
import { plannedOnce } from './planned-once.ts';

type Statement = BetterSqlite3.Statement<unknown[], unknown>;

/** Texts differ by how many places a list has: those asked for last are kept, but for the longest. */
const mostKept = 256;
const longestKept = 20_000;

/**
 * The same connection, for a query builder that prepares each query anew: what it has prepared before it gets again, as a
 * fresh one would be. To be executed before another of the same text is asked for.
 */
export const keepingStatements = (
  sqlite: BetterSqlite3.Database,
  most: number = mostKept,
): BetterSqlite3.Database => {
  const kept = new Map<string, Statement>();
  const prepare = (text: string): Statement => {
    if (text.length > longestKept) return sqlite.prepare(text);
    const known = kept.get(text);
    if (known?.reader) known.raw(false);
    const statement = known ?? sqlite.prepare<unknown[], unknown>(plannedOnce(text));
    kept.delete(text);
    kept.set(text, statement);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
  return Object.create(sqlite, { prepare: { value: prepare } });
};
