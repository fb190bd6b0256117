import { and, asc, count, eq, gt } from 'drizzle-orm';
import type { Store } from '../../db/open.ts';
import { AppError } from '../../errors.ts';

type Deps = Pick<Store, 'reader' | 't'>;

const patientsAtOnce = 200;

/** @throws AppError not-found */
export const requireProgram = async ({ reader, t }: Deps, id: string): Promise<void> => {
  const found = await reader.select({ id: t.program.id }).from(t.program).where(eq(t.program.id, id));
  if (found.length > 0) return;
  throw new AppError('not-found', 'there is no such program', {
    field: 'program',
    remedy: 'take an id from GET /api/v1/programs',
  });
};

export type PatientRow = {
  readonly id: string;
  readonly timeZone: string;
  readonly birthDate: string;
  readonly enrolledAt: number;
};

const pageAfter = ({ reader, t }: Deps, after: string, programId: string | null): Promise<PatientRow[]> => {
  const { id, timeZone, birthDate, enrolledAt } = t.patient;
  return reader
    .select({ id, timeZone, birthDate, enrolledAt })
    .from(t.patient)
    .where(and(gt(id, after), programId === null ? undefined : eq(t.patient.programId, programId)))
    .orderBy(asc(id))
    .limit(patientsAtOnce);
};

/** The patients of a program (null: of the site), some at a time. */
export async function* pagesOf(
  store: Deps,
  programId: string | null,
): AsyncGenerator<readonly PatientRow[], void> {
  for (let after = ''; ; ) {
    const page = await pageAfter(store, after, programId);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.id;
  }
}

export const countPatients = async ({ reader, t }: Deps, programId: string | null) => {
  const { id, programId: ofProgram } = t.patient;
  const [row] = await reader
    .select({ patients: count(id) })
    .from(t.patient)
    .where(programId === null ? undefined : eq(ofProgram, programId));
  return row?.patients ?? 0;
};
