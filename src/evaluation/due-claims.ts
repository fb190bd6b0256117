import type { Sql } from '../db/statements.ts';
import { dueFirst } from './due-first.ts';

/** Takes patients for the transaction it is called in: whom it takes, no other process judges until that ends. */
export type Claim = (now: number) => Promise<readonly string[]>;

/** Takes patients who are due and whom no other process holds. */
export const claimsOf = (sql: Sql) => {
  const held = sql.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
  const one = sql.prepare<[string], string>(`SELECT patient_id FROM due WHERE patient_id = ?${held}`).pluck();
  return {
    /** at most so many of those that wait longest, but for some */
    some: dueFirst(sql, held),
    one: (patientId: string): Promise<readonly string[]> => one.all(patientId),
  };
};
