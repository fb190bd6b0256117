import { dueMarks } from '../db/due-marks.ts';
import type { Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { decidedBefore, type Located, locateReading } from '../readings/locate-reading.ts';
import { type ResolutionRow, settleReading } from '../readings/settle-reading.ts';
import { findPatient } from '../roster/patients.ts';
import { correctionOf } from './correction.ts';
import type { ResolveInput } from './resolve-input.ts';

export type ResolveDeps = { readonly store: Store; readonly actor: Actor; readonly at: number };

const refused = (field: string, message: string, remedy: string): AppError =>
  new AppError('bad-request', message, { field, remedy });

const patientNamed = async ({ store: { db, t } }: ResolveDeps, field: 'of' | 'patient', id: string) => {
  try {
    return (await findPatient({ reader: db, t }, id)).id;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') {
      throw refused(field, 'there is no such patient', "use the site's own patient id or an opaque one");
    }
    throw error;
  }
};

const fetchReading = async (
  deps: ResolveDeps,
  id: string,
  { of, version }: ResolveInput,
): Promise<Located> => {
  const { store } = deps;
  const patientId = of === undefined ? undefined : await patientNamed(deps, 'of', of);
  const located = await locateReading(store, id, patientId);
  if (located && (version === undefined || version === located.row.arrival)) return located;
  const conflict = await decidedBefore(store, id);
  if (conflict) throw conflict;
  throw new AppError('not-found', 'no such reading waits for a decision', {
    field: of === undefined ? 'id' : 'of',
    remedy:
      'take it from GET /api/v1/suspect-readings or /unowned-readings, or say with `of` whose reading it is',
  });
};

/** Whose it is after the decision; null: nobody's. */
const ownerAfter = async (
  deps: ResolveDeps,
  { patientId }: Located,
  { decision, patient }: ResolveInput,
): Promise<string | null> => {
  const named = patient === undefined ? null : await patientNamed(deps, 'patient', patient);
  if (decision === 'discard' || (patientId !== null && decision !== 'reassign')) {
    if (named === null || named === patientId) return decision === 'discard' ? null : patientId;
    throw refused(
      'patient',
      `a reading that is ${decision}ed stays where it is`,
      'leave patient out, or reassign it',
    );
  }
  if (named === null) throw refused('patient', 'say whose reading it is', 'name the patient it belongs to');
  if (named === patientId) throw refused('patient', "it is this patient's already", 'name another patient');
  return named;
};

/** No pressure is right whose upper number does not lie above its lower one. */
const refuseUpsideDown = ({ row }: Located, { decision }: ResolveInput): void => {
  const { kind, systolicMmHg, diastolicMmHg } = row;
  if (decision === 'discard' || decision === 'correct' || kind !== 'blood-pressure') return;
  if ((systolicMmHg ?? 0) > (diastolicMmHg ?? 0)) return;
  throw new AppError('not-allowed-now', 'its upper number is not above its lower one: it cannot be right', {
    field: 'decision',
    remedy: 'correct it, or discard it and have it measured again',
  });
};

const refuseNothing = ({ row, patientId }: Located, { decision }: ResolveInput): void => {
  if (decision !== 'accept' || row.suspect !== null || patientId === null) return;
  throw new AppError('not-allowed-now', 'this reading counts already', {
    field: 'decision',
    remedy: 'correct, reassign or discard it, or leave it as it is',
  });
};

/**
 * A person says what a reading is, or whose: everyone concerned is judged again from its instant on, and a redelivery
 * changes nothing any more. @throws AppError not-found, conflict, bad-request, not-allowed-now
 */
export const resolveReading = (deps: ResolveDeps, id: string, input: ResolveInput): Promise<ResolutionRow> =>
  deps.store.write(async () => {
    const located = await fetchReading(deps, id, input);
    const to = await ownerAfter(deps, located, input);
    const values = correctionOf(located.row, input);
    refuseNothing(located, input);
    refuseUpsideDown(located, input);
    const marks = dueMarks(deps.store.sql)();
    const resolution = await settleReading({ ...deps, marks }, located, {
      decision: input.decision,
      to,
      suspect: null,
      ...(values ? { values } : {}),
      note: input.note ?? null,
    });
    await marks.save(deps.at);
    return resolution;
  });
