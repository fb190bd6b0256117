import { type Column, inArray, type SQL, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';

/** Programs whose patients somebody may see; null: all. */
export type Programs = readonly string[] | null;

/** A program's id in this column is one of them; undefined: no need to ask. */
export const inPrograms = (column: Column, programs: Programs): SQL | undefined =>
  programs === null ? undefined : inArray(column, [...programs]);

/** The patient whose id is in this column is of one of them; undefined: no need to ask. */
export const ofPrograms = (
  { t }: Pick<Store, 't'>,
  patientId: Column,
  programs: Programs,
): SQL | undefined =>
  programs === null
    ? undefined
    : sql`${patientId} in (select ${t.patient.id} from ${t.patient} where ${inArray(t.patient.programId, [...programs])})`;

export const isIn = (programId: string, programs: Programs): boolean =>
  programs === null || programs.includes(programId);
