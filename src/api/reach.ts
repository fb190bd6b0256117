import type { Context } from 'hono';
import { isWithinReach } from '../accounts/subject.ts';
import type { ApiDeps } from './context.ts';
import type { Env } from './guards.ts';
import { notThere } from './not-there.ts';

type Deps = Pick<ApiDeps, 'store' | 'clock'>;

/** A patient whom a body names must be within the caller's reach, as one in the path must. @throws AppError not-found */
export const refusePatient = async (
  c: Context<Env>,
  { store, clock }: Deps,
  patientId: string | undefined,
  field: string,
): Promise<void> => {
  if (patientId === undefined) return;
  const principal = c.get('principal');
  if (!(await isWithinReach(store, principal, 'patient', patientId, clock.now()))) {
    throw notThere('patient', field);
  }
};

/** So must worklist items. @throws AppError not-found */
export const refuseItems = async (
  c: Context<Env>,
  { store, clock }: Deps,
  itemIds: readonly string[] | undefined,
  field: string,
): Promise<void> => {
  for (const id of itemIds ?? []) {
    if (!(await isWithinReach(store, c.get('principal'), 'item', id, clock.now()))) {
      throw notThere('item', field);
    }
  }
};

/** So must a program. @throws AppError not-found */
export const refuseProgram = (c: Context<Env>, programId: string, field: string): void => {
  const programs = c.get('programs');
  if (programs !== null && !programs.includes(programId)) throw notThere('program', field);
};
