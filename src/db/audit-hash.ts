import { hash } from 'node:crypto';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The same text for the same value, however its keys were ordered where it was stored. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: Json) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

export type ChainedRow = {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly patientId: string | null;
  /** as it reads back from the store */
  readonly detail: unknown;
};

/** Covers every field of the row, its id, and the hash of the row before it. */
export const changeHash = (previousHash: string | null, row: ChainedRow): string => {
  const { id, at, actor, action, subjectType, subjectId, patientId, detail } = row;
  const fields = [previousHash, id, at, actor, action, subjectType, subjectId, patientId, detail];
  return hash('sha256', canonicalJson(['vigil-change-1', ...fields]), 'hex');
};

export type ReadRow = {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly patientId: string;
  readonly requestId: string;
};

export type SealHeader = {
  readonly at: number;
  readonly process: string;
  readonly firstId: number;
  readonly lastId: number;
  readonly entries: number;
};

/** Covers the seal, every field of the rows it seals, and the hash of the seal before it. */
export const sealHash = (
  previousHash: string | null,
  { at, process, firstId, lastId, entries }: SealHeader,
  rows: readonly ReadRow[],
): string => {
  const sealed = rows.map(r => [r.id, r.at, r.actor, r.action, r.patientId, r.requestId]);
  const fields = [previousHash, at, process, firstId, lastId, entries, sealed];
  return hash('sha256', canonicalJson(['vigil-reads-1', ...fields]), 'hex');
};
