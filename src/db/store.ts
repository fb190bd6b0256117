import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Tables } from './schema.ts';
import type { Dialect, Sql } from './statements.ts';
import type { Write } from './writer.ts';

export type Db = PgDatabase<PgQueryResultHKT>;

/** What processes tell each other, beside what is stored: of events, of patients who are due, that risk is to be scored. */
export const news = ['events', 'due', 'rescore'] as const;
export type News = (typeof news)[number];

/**
 * The relational store. Writes go through `write` and its kin, on the writer's one connection (`db`, `sql`);
 * reads that need no transaction use `reader` and `readerSql`, which never wait for a writer.
 */
export type Store = {
  readonly dialect: Dialect;
  readonly t: Tables;
  readonly db: Db;
  readonly reader: Db;
  readonly sql: Sql;
  readonly readerSql: Sql;
  /** alone: nobody else writes to this store meanwhile, in any process */
  readonly write: Write;
  /** beside other processes that do the same, never beside `write`; rows that two may want are locked in order */
  readonly writeShared: Write;
  /**
   * As `writeShared`, but resolves once it is committed; it is durable no later than what is written after it. Whoever
   * promises it, or tells of it, waits for `durable` first; readers may see it sooner.
   */
  readonly writeUnsynced: Write;
  /** Resolves once everything committed so far is durable; rejects when the disk failed. */
  readonly durable: () => Promise<void>;
  /** Rejects when the disk did not keep a commit: from then on nothing can be promised. */
  readonly failed: Promise<never>;
  /** Calls `run` when another process tells of news, and after any time in which it could not be heard. */
  readonly hear: (news: News, run: () => void) => () => void;
  /** Tells the other processes, and this one where it hears. */
  readonly tell: (news: News) => void;
  readonly close: () => Promise<void>;
};
