import { describe, expect, test } from 'vitest';
import { conditionsCsv, conditionsOf } from '../../simulators/conditions.ts';
import { simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { encountersCsv, encountersOf } from '../../simulators/stays.ts';
import { patientStream } from '../../simulators/stream.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { scorers } from '../../src/risk/scorers.ts';
import { importConditions } from '../../src/roster/import-conditions.ts';
import { importEncounters } from '../../src/roster/import-encounters.ts';
import { now, testStore } from '../support/store.ts';

const panelDays = 90;
const startAt = now - panelDays * dayMs;
const panel = (count: number) =>
  simulatePanel({ seed: 'vigil', count, startAt, days: panelDays + 60, dueAt: now });
const large = panel(3_000);
const stays = large.map(patient => ({ patient, encounters: encountersOf(patient, now) }));
const inpatient = stays.map(({ patient, encounters }) => ({
  patient,
  stays: encounters.filter(e => e.class === 'inpatient'),
}));

const share = <T>(items: readonly T[], is: (item: T) => boolean): number =>
  items.filter(is).length / items.length;

const scoreOf = (id: string) => (one: (typeof stays)[number]) => {
  const conditions = conditionsOf(one.patient).map(c => ({ ...c, code: c.code.replace('.', '') }));
  const encounters = one.encounters.map(encounter => ({ ...encounter, facts: null }));
  const inputs = { timeZone: one.patient.timeZone, birthDate: null, encounters, conditions };
  const score = scorers.find(s => s.id === id)?.score(inputs, now);
  return score?.applicable ? score.value : null;
};

describe('simulated stays', () => {
  test('are the same whenever and with whomever they are asked for', () => {
    const alone = panel(7).at(-1);
    const among = panel(50)[6];
    expect(alone && encountersOf(alone, now)).toEqual(among && encountersOf(among, now));
    expect(encountersCsv(panel(20), now)).toBe(encountersCsv(panel(20), now));
    expect(conditionsCsv(panel(20))).toBe(conditionsCsv(panel(20)));
  });

  test('are as many as in real programs: less than one admission a year in heart failure, few with three or more', () => {
    const hf = stays.filter(s => s.patient.program === 'heart-failure');
    const counts = hf.map(scoreOf('admissions')).map(Number);
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    expect(mean).toBeGreaterThan(0.5);
    expect(mean).toBeLessThan(0.95);
    expect(share(counts, n => n === 0)).toBeGreaterThan(0.5);
    const often = share(counts, n => n >= 3);
    expect(often).toBeGreaterThan(0.03);
    expect(often).toBeLessThan(0.12);
  });

  test('ended within 30 days for about one patient in twenty, so that LACE applies to somebody', () => {
    const recent = share(stays, one => scoreOf('lace')(one) !== null);
    expect(recent).toBeGreaterThan(0.03);
    expect(recent).toBeLessThan(0.08);
  });

  test('follow the patient: who is frail was admitted more often, and who decompensates often just came home', () => {
    const hf = inpatient.filter(s => s.patient.program === 'heart-failure');
    const often = hf.filter(s => s.patient.courses.length > 1).map(s => s.stays.length);
    const never = hf.filter(s => s.patient.courses.length === 0).map(s => s.stays.length);
    const mean = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0) / counts.length;
    expect(mean(often)).toBeGreaterThan(1.5 * mean(never));
    const isWorse = ({ patient }: (typeof hf)[number]) =>
      patient.courses.some(c => c.scenario.startsWith('hf-') && c.onset < now && c.outcome > now);
    const cameHome = ({ stays: own }: (typeof hf)[number]) =>
      own.some(({ dischargedAt }) => Number(dischargedAt) > now - 30 * dayMs);
    const worse = hf.filter(isWorse);
    expect(worse.length).toBeGreaterThan(50);
    expect(share(worse, cameHome)).toBeGreaterThan(1.5 * share(hf, cameHome));
  });

  test('are the ones that the readings show: nothing is measured in hospital', () => {
    const patients = large.filter(p => p.courses.some(c => c.stay !== null)).slice(0, 40);
    let inHospital = 0;
    for (const patient of patients) {
      const own = encountersOf(patient, now).filter(e => e.class === 'inpatient' && e.admittedAt > startAt);
      inHospital += own.length;
      for (const { payload } of patientStream({ ...patient, nuisances: [] }, startAt, now)) {
        const at = 'measuredAt' in payload ? Date.parse(payload.measuredAt) : startAt;
        const stay = own.find(s => at >= s.admittedAt && at < Number(s.dischargedAt));
        expect(stay).toBeUndefined();
      }
    }
    expect(inHospital).toBeGreaterThan(3);
  });

  test('that still go on have no end', () => {
    const [one] = large.flatMap(patient =>
      patient.courses.flatMap(({ stay }) => (stay ? [{ patient, stay }] : [])),
    );
    if (!one) throw new Error('nobody was admitted');
    const during = (one.stay.admittedAt + one.stay.dischargedAt) / 2;
    expect(encountersOf(one.patient, during)).toContainEqual(
      expect.objectContaining({ admittedAt: one.stay.admittedAt, dischargedAt: null }),
    );
    const known = encountersOf(one.patient, one.stay.admittedAt);
    expect(known.some(({ admittedAt }) => admittedAt >= one.stay.admittedAt)).toBe(false);
  });

  test('never overlap, never lie ahead, and nobody is in hospital in the last week', () => {
    for (const { stays: own } of inpatient) {
      for (const [i, { admittedAt, dischargedAt }] of own.entries()) {
        expect(dischargedAt).toBeGreaterThan(admittedAt);
        expect(dischargedAt).toBeLessThan(now - 7 * dayMs);
        expect(own[i + 1]?.admittedAt ?? now).toBeGreaterThan(dischargedAt ?? now);
      }
    }
  });

  test('that were emergencies began in the emergency department', () => {
    for (const { encounters } of stays) {
      for (const { admittedAt, class: is, emergent } of encounters) {
        if (is !== 'inpatient' || !emergent) continue;
        expect(encounters.some(e => e.class === 'emergency' && e.dischargedAt === admittedAt)).toBe(true);
      }
    }
  });

  test('and diagnoses fit their program', () => {
    for (const patient of large.slice(0, 300)) {
      const codes = conditionsOf(patient).map(c => c.code);
      expect(new Set(codes).size).toBe(codes.length);
      if (patient.program === 'heart-failure') expect(codes.some(c => c.startsWith('I50'))).toBe(true);
      if (patient.program === 'hypertension') expect(codes).toContain('I10');
    }
  });
});

test('the files are imported whole', async () => {
  const patients = panel(60);
  const { store, directory } = await testStore({ roster: rosterCsv(patients) });
  const deps = { store, directory, actor: { type: 'system' }, at: now } as const;
  const { report } = await importEncounters(deps, encountersCsv(patients, now));
  expect(report.added).toBe(patients.flatMap(patient => encountersOf(patient, now)).length);
  const conditions = await importConditions(deps, conditionsCsv(patients));
  expect(conditions.report.added).toBe(patients.flatMap(conditionsOf).length);
});
