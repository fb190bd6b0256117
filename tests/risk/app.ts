import { eq } from 'drizzle-orm';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import type { MonitoringStatus } from '../../src/domain/monitoring.ts';
import { defaultRiskSettings, type RankBy, type RiskSettings } from '../../src/domain/risk.ts';
import { type TestApp, testApp } from '../api/app.ts';

type Stay = {
  readonly daysAgo: number;
  readonly days?: number | null;
  readonly emergent?: boolean;
};

/** Of 20 patients one enters the cohort, and two may stay. */
export const panelApp = async (patients = 20) => {
  const app = await testApp({ patients });
  const { store, risk } = app.running();
  const { db, t, write } = store;
  let made = 0;

  /** Inpatient stays of a patient, that long ago by the clock; `days: null` goes on still. */
  const admit = async (n: number, ...stays: readonly Stay[]): Promise<void> => {
    const { id: patientId } = await app.patient(n);
    const now = app.clock.now();
    const rows = stays.map(({ daysAgo, days = 2, emergent = true }) => {
      made += 1;
      const admittedAt = now - daysAgo * dayMs;
      return {
        id: `enc_${made}`,
        patientId,
        class: 'inpatient' as const,
        admittedAt,
        dischargedAt: days === null ? null : admittedAt + days * dayMs,
        emergent,
        createdAt: now,
      };
    });
    await write(() => db.insert(t.encounter).values(rows));
  };

  /** So many stays, all in the last year. */
  const admitTimes = (n: number, times: number) =>
    admit(n, ...Array.from({ length: times }, (_, i) => ({ daysAgo: 40 + 20 * i })));

  const discharge = async (n: number): Promise<void> => {
    const { id } = await app.patient(n);
    await write(() => db.delete(t.encounter).where(eq(t.encounter.patientId, id)));
  };

  const diagnose = async (n: number, ...codes: string[]): Promise<void> => {
    const { id: patientId } = await app.patient(n);
    const rows = codes.map(code => {
      made += 1;
      const createdAt = app.clock.now();
      return { id: `cnd_${made}`, patientId, system: 'icd10' as const, code, onset: null, createdAt };
    });
    await write(() => db.insert(t.condition).values(rows));
  };

  const setStatus = async (n: number, status: MonitoringStatus): Promise<void> => {
    const { id: patientId } = await app.patient(n);
    made += 1;
    // after the status that enrolment gave in the same instant
    const at = app.clock.now() + 1;
    const row = { id: `mon_${made}`, patientId, status, fromAt: at, by: 'tester', at };
    await write(() => db.insert(t.monitoring).values(row));
  };

  const rankBy = (programId: string, by: RankBy) =>
    write(() => db.update(t.program).set({ rankBy: by }).where(eq(t.program.id, programId)));
  const settings = (programId: string, changed: Partial<RiskSettings>) =>
    write(() =>
      db
        .update(t.program)
        .set({ riskSettings: { ...defaultRiskSettings, ...changed } })
        .where(eq(t.program.id, programId)),
    );
  const move = async (n: number, programId: string): Promise<void> => {
    const { id } = await app.patient(n);
    await write(() => db.update(t.patient).set({ programId }).where(eq(t.patient.id, id)));
  };

  /** An hour passes, and everybody is ranked anew. */
  const rescore = async (laterMs = hourMs): Promise<void> => {
    await app.setTime(app.clock.now() + laterMs);
    await app.running().risk.rescore();
  };
  await write(() => db.update(t.program).set({ rankBy: 'admissions' }));
  await risk.rescore();

  const numberOf = async () => {
    const rows = await store.reader.select().from(t.patient);
    return new Map(rows.map(row => [row.id, Number(row.siteId.slice(1))]));
  };
  /** `[patient number, rank, tier]`, by rank. */
  const ranks = async (programId = 'heart-failure') => {
    const numbers = await numberOf();
    const rows = await store.reader
      .select()
      .from(t.riskRank)
      .where(eq(t.riskRank.programId, programId))
      .orderBy(t.riskRank.rank);
    return rows.map(row => [numbers.get(row.patientId), row.rank, row.tier] as const);
  };
  /** Numbers of those in a cohort now. */
  const cohort = async () => {
    const numbers = await numberOf();
    const rows = await store.reader.select().from(t.cohort);
    return rows.filter(row => row.leftAt === null).map(row => numbers.get(row.patientId));
  };
  const riskAlerts = async (n: number) => (await app.alerts(n)).filter(a => a.ruleId === 'risk-cohort');
  const rankingEvents = async () => {
    const rows = await store.reader.select().from(t.outbox).where(eq(t.outbox.kind, 'risk.changed'));
    return rows.map(row => row.subjectId);
  };
  return {
    ...app,
    admit,
    admitTimes,
    discharge,
    diagnose,
    setStatus,
    rankBy,
    settings,
    move,
    rescore,
    ranks,
    cohort,
    riskAlerts,
    rankingEvents,
  };
};

export type PanelApp = Awaited<ReturnType<typeof panelApp>>;
export type { TestApp };
