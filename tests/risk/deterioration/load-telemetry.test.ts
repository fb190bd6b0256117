import { expect, test } from 'vitest';
import type { Severity } from '../../../src/domain/alert.ts';
import { localDay } from '../../../src/domain/local-day.ts';
import type { Kind } from '../../../src/domain/reading.ts';
import { loadRollups, saveRollup } from '../../../src/readings/rollup-store.ts';
import { loadTelemetry } from '../../../src/risk/deterioration/load-telemetry.ts';
import { daysBack } from '../../../src/risk/deterioration/telemetry.ts';
import { type PatientTelemetry, telemetryPages } from '../../../src/risk/deterioration/telemetry-pages.ts';
import { now, testStore } from '../../support/store.ts';

const today = localDay(now, 'America/New_York');

const withDays = async () => {
  const its = await testStore();
  const { sql, readerSql, write } = its.store;
  const save = saveRollup(sql);
  const add = (site: string, kind: Kind, day: number, mean: number) =>
    save(its.patientId(site), {
      kind,
      day,
      readings: 2,
      mean,
      min: mean - 1,
      max: mean + 1,
      diastolicMean: 70,
      pulseMean: kind === 'blood-pressure' ? 66 : null,
      outOfRange: 0,
    });
  await write(async () => {
    for (let ago = 0; ago <= 40; ago += 1) {
      // 0.1 kg less every day: the last four days against three of a week ago are 7.5 days apart
      await add('P1', 'weight', today - ago, 70 + ago / 10);
      await add('P1', 'blood-pressure', today - ago, 120 + ago);
    }
    await add('P2', 'glucose', today - 1, 130);
  });
  const alert = (
    site: string,
    ruleId: string,
    over: { state?: string; severity?: Severity; concern?: string },
  ) =>
    write(() =>
      sql
        .prepare(
          `INSERT INTO alert (id, patient_id, rule_id, rule_version, limits_version, concern, state, severity, confirmed, because, evidence, started_at, last_at)
           VALUES (?, ?, ?, 1, 1, ?, ?, ?, TRUE, '', '{}', ?, ?)`,
        )
        .run(
          `${site}-${ruleId}`,
          its.patientId(site),
          ruleId,
          over.concern ?? 'weight',
          over.state ?? 'firing',
          over.severity ?? 'warning',
          now,
          now,
        ),
    );
  const load = loadTelemetry({ sql: readerSql, directory: its.directory });
  return { ...its, alert, load };
};

test('a page reads the same days of each patient as one by one', async () => {
  const { load, patientId, store } = await withDays();
  const ids = [patientId('P2'), patientId('P1')];
  const one = loadRollups(store.readerSql);
  const page = await load(ids, now);
  expect(page.map(t => t.patient.patientId)).toEqual(ids);
  for (const [i, { days }] of page.entries()) {
    const whole = await one(ids[i] as string, today - daysBack, today + 1);
    for (const kind of ['blood-pressure', 'glucose', 'weight'] as const) {
      const expected = whole.filter(d => d.kind === kind);
      const got = days[kind].filter(d => d.day >= today - daysBack);
      expect(got).toEqual(expected.map(({ kind: _, diastolicMean: __, ...rest }) => rest));
    }
  }
  expect(page[1]?.days.weight.length).toBeGreaterThanOrEqual(daysBack + 1);
});

test('alerts count that fire now about readings; devices, scores, and what waits or is over do not', async () => {
  const { load, alert, patientId } = await withDays();
  await alert('P1', 'a', { severity: 'urgent' });
  await alert('P1', 'b', { concern: 'adherence', severity: 'info' });
  await alert('P1', 'c', { state: 'ended', severity: 'critical' });
  await alert('P1', 'd', { state: 'pending', severity: 'critical' });
  await alert('P1', 'e', { concern: 'device', severity: 'critical' });
  await alert('P1', 'f', { concern: 'risk', severity: 'critical' });
  const page = await load([patientId('P1'), patientId('P2')], now);
  expect(page.map(t => t.alerts)).toEqual([
    { count: 2, worst: 'urgent' },
    { count: 0, worst: null },
  ]);
});

test('who is not known is left out, and nobody takes the place', async () => {
  const { load, patientId } = await withDays();
  const page = await load(['pat_nobody', patientId('P1')], now);
  expect(page.map(t => t.patient.patientId)).toEqual([patientId('P1')]);
  expect(page[0]?.days.weight.length).toBeGreaterThan(0);
  expect(await load([], now)).toEqual([]);
});

test('pages cover everybody once', async () => {
  const { store, directory, patientId } = await withDays();
  const pages: PatientTelemetry[] = [];
  for await (const page of telemetryPages({ sql: store.readerSql, directory }, now)) pages.push(...page);
  expect(pages.map(p => p.patientId).sort()).toEqual([patientId('P1'), patientId('P2')].sort());
  expect(pages.find(p => p.patientId === patientId('P1'))?.features.weight?.gain7DaysKg).toBeCloseTo(
    -0.75,
    9,
  );
});
