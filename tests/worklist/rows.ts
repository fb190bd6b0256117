import { and, eq } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import type { Store } from '../../src/db/open.ts';
import { start, type TestApp } from '../api/app.ts';

export type ItemRow = Store['t']['worklistItem']['$inferSelect'];

/** Puts items into the store as they are given, one for each of the patients P1… . */
export const putItems = async (app: TestApp, rows: readonly Partial<ItemRow>[]): Promise<void> => {
  const { store } = app.running();
  const patients = await Promise.all(rows.map((_, i) => app.patient(i + 1)));
  await store.write(async () => {
    for (const [i, row] of rows.entries()) {
      await store.db.insert(store.t.worklistItem).values({
        id: `wli_${i}`,
        patientId: patients[i]?.id ?? '',
        programId: 'heart-failure',
        state: 'open',
        lane: 'clinical',
        severity: 1,
        confirmed: true,
        resolved: false,
        slaDueAt: start,
        openedAt: start,
        changedAt: start,
        version: 1,
        ...row,
      });
    }
  });
};

/** A caregiver on a patient's file, with the patient's answer on consent; undefined: nobody asked. */
export const putCaregiver = (app: TestApp, n: number, consent: boolean | undefined): Promise<unknown> => {
  const { store } = app.running();
  return store.write(() =>
    store.db
      .update(store.t.patient)
      .set({ caregiver: 'Quillfeather, Ida', caregiverConsent: consent ?? null })
      .where(eq(store.t.patient.siteId, `P${n}`)),
  );
};

/** Puts columns of the patients P1, P2 and so on as they are given. */
export const putPatients = async (
  app: TestApp,
  rows: readonly Partial<Store['t']['patient']['$inferInsert']>[],
): Promise<void> => {
  const { store } = app.running();
  await store.write(async () => {
    for (const [i, row] of rows.entries()) {
      await store.db
        .update(store.t.patient)
        .set(row)
        .where(eq(store.t.patient.siteId, `P${i + 1}`));
    }
  });
};

/** The one place in the ranking that there is from now on, by LACE, with parts as named. */
export const putRank = async (
  app: TestApp,
  n: number,
  tier: 'highest' | 'high' | 'rest',
  labels: readonly string[] = [],
): Promise<void> => {
  const { store } = app.running();
  const { id: patientId } = await app.patient(n);
  const parts = labels.map((label, i) => ({ id: `p${i}`, label, points: labels.length - i }));
  const score = { patientId, scoreId: 'lace' as const, scoreVersion: 1, value: 12, parts, scoredAt: start };
  const place = { programId: 'heart-failure', scoreId: 'lace' as const, rank: 1, outOf: 10, tier };
  await store.write(async () => {
    await store.db.delete(store.t.riskRank);
    await store.db
      .delete(store.t.riskScore)
      .where(and(eq(store.t.riskScore.patientId, patientId), eq(store.t.riskScore.scoreId, 'lace')));
    await store.db.insert(store.t.riskScore).values(score);
    await store.db.insert(store.t.riskRank).values({ ...place, patientId, value: 12, rankedAt: start });
  });
};

/** Everything a verb may write, to show that it wrote nothing. */
export const written = async (app: TestApp) => {
  const { reader, t } = app.running().store;
  const [item, audit, outbox, review, note, contact, deed] = await Promise.all([
    reader.select().from(t.worklistItem),
    reader.select().from(t.auditLog),
    reader.select().from(t.outbox),
    reader.select().from(t.alertReview),
    reader.select().from(t.worklistNote),
    reader.select().from(t.contact),
    reader.select().from(t.deed),
  ]);
  return { item, audit, outbox, review, note, contact, deed };
};

/** From now on every audit row is refused, so that whatever shares its transaction must be undone. */
export const refuseAudit = async (app: TestApp): Promise<void> => {
  const { sql, dialect, write } = app.running().store;
  const refusing = {
    sqlite: [
      `CREATE TRIGGER refuse_audit BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'secret'); END`,
    ],
    postgres: [
      `CREATE FUNCTION refuse_audit() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'secret'; END $$ LANGUAGE plpgsql`,
      'CREATE TRIGGER refuse_audit BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit()',
    ],
  };
  for (const text of refusing[dialect]) await write(() => sql.prepare(text).run());
  // the database is another test's next
  if (dialect === 'postgres') {
    onTestFinished(async () => {
      await write(() => sql.prepare('DROP FUNCTION refuse_audit CASCADE').run());
    });
  }
};
