import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { patientFlags } from '../domain/patient.ts';
import { AppError } from '../errors.ts';
import { changeRoster } from './change-roster.ts';
import { searchTextOf } from './fold-for-search.ts';
import { markDue } from './look-again.ts';
import { findPatient } from './patients.ts';
import type { StatusDeps } from './set-status.ts';
import type { PatientRow } from './summaries.ts';

const text = z.string().trim().min(1, 'must not be empty; send null to clear it').max(200).nullable();
const tag = z.string().trim().min(1).max(100);

const fields = {
  phone: text,
  language: text,
  caregiver: text,
  caregiverPhone: text,
  caregiverConsent: z.boolean().nullable(),
  emergencyContact: text,
  emergencyPhone: text,
  address: text,
  provider: text,
  dryWeightKg: z.number().min(20, 'must be 20–300 kg').max(300, 'must be 20–300 kg').nullable(),
  site: text,
  tags: z.array(tag).max(50),
  flags: z.array(z.enum(patientFlags)).max(patientFlags.length),
};

export const patientChange = z.strictObject({
  ifUpdatedAt: z.iso.datetime({ offset: true }).optional(),
  ...z.object(fields).partial().shape,
});
export type PatientChange = z.infer<typeof patientChange>;

type Fields = Partial<Omit<PatientRow, 'id'>>;

/** Only what differs from what is kept. */
const differing = (patient: PatientRow, change: Fields): Fields =>
  Object.fromEntries(
    Object.entries(change).filter(
      ([name, value]) => value !== undefined && !isDeepStrictEqual(patient[name as keyof PatientRow], value),
    ),
  );

/** @throws AppError conflict naming who changed the patient since */
const requireAsSeen = async (
  { store: { db, t } }: StatusDeps,
  patient: PatientRow,
  ifUpdatedAt: string | undefined,
): Promise<void> => {
  if (ifUpdatedAt === undefined || Date.parse(ifUpdatedAt) === patient.updatedAt) return;
  const [last] = await db
    .select({ actor: t.auditLog.actor, detail: t.auditLog.detail })
    .from(t.auditLog)
    .where(and(eq(t.auditLog.patientId, patient.id), eq(t.auditLog.action, 'patient.change')))
    .orderBy(desc(t.auditLog.id))
    .limit(1);
  const isLast = last?.detail.updatedAt === patient.updatedAt;
  const by = isLast ? last.actor.replace(/^person:/, '') : 'a roster import';
  throw new AppError(
    'conflict',
    `${by} changed this patient at ${new Date(patient.updatedAt).toISOString()}`,
    {
      field: 'ifUpdatedAt',
      remedy: 'load the patient again and decide on what it says now',
      conflict: { by, at: patient.updatedAt, state: 'changed' },
    },
  );
};

const save = async (
  { store: { db, t } }: StatusDeps,
  patient: PatientRow,
  changed: Fields,
  updatedAt: number,
): Promise<void> => {
  const search = searchTextOf({ ...patient, ...changed });
  await db
    .update(t.patient)
    .set({ ...changed, search, updatedAt })
    .where(eq(t.patient.id, patient.id));
};

/**
 * Changes what is known of a patient: contacts, provider, dry weight, site, tags; null clears. The result is the
 * opaque id. @throws AppError not-found, conflict when somebody changed the patient since `ifUpdatedAt`
 */
export const changePatient = (deps: StatusDeps, id: string, input: PatientChange): Promise<string> =>
  changeRoster(
    deps,
    async () => {
      const { store, actor, at } = deps;
      const patient = await findPatient({ reader: store.db, t: store.t }, id);
      const { ifUpdatedAt, ...change } = input;
      await requireAsSeen(deps, patient, ifUpdatedAt);
      const changed = differing(patient, change as Fields);
      const names = Object.keys(changed).sort();
      if (names.length === 0) return patient.id;
      // later than before, so that two changes of one millisecond are told apart
      const updatedAt = Math.max(at, patient.updatedAt + 1);
      await save(deps, patient, changed, updatedAt);
      if ('dryWeightKg' in changed) await markDue(store, [patient.id], at);
      await recordAudit(store, {
        at,
        actor,
        action: 'patient.change',
        subject: { type: 'patient', id: patient.id },
        patientId: patient.id,
        detail: { fields: names, updatedAt },
      });
      await emit(store, { at, kind: 'patient.changed', patientId: patient.id, itemId: null });
      return patient.id;
    },
    patientId => [patientId],
  );
