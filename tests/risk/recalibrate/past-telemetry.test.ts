import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, localDay } from '../../../src/domain/local-day.ts';
import { saveRollup } from '../../../src/readings/rollup-store.ts';
import { pastTelemetry } from '../../../src/risk/recalibrate/past-telemetry.ts';
import { now, testStore } from '../../support/store.ts';

/** The early morning of a day a month ago, in New York. */
const at = now - 30 * dayMs - 3 * hourMs;
const then = localDay(at, 'America/New_York');

const withPast = async () => {
  const its = await testStore();
  const id = its.patientId('P1');
  const { sql, readerSql, write } = its.store;
  const save = saveRollup(sql);
  for (let day = then - 35; day <= then + 30; day += 1) {
    const mean = day < then ? 70 : 90;
    const rollup = {
      readings: 1,
      mean,
      min: mean,
      max: mean,
      diastolicMean: null,
      pulseMean: null,
      outOfRange: 0,
    };
    await write(() => save(id, { kind: 'weight', day, ...rollup }));
  }
  const fired = (
    name: string,
    over: { from?: number; to?: number | null; severity?: string; concern?: string },
  ) => {
    const { from = at - dayMs, to = null, severity = 'warning', concern = 'weight' } = over;
    return write(() =>
      sql
        .prepare(
          `INSERT INTO alert (id, patient_id, rule_id, rule_version, limits_version, concern, state, severity, confirmed, because, evidence, started_at, fired_at, last_at, ended_at)
         VALUES (?, ?, ?, 1, 1, ?, ?, ?, TRUE, '', '{}', ?, ?, ?, ?)`,
        )
        .run(name, id, name, concern, to === null ? 'firing' : 'ended', severity, from, from, from, to),
    );
  };
  const telemetryOf = pastTelemetry({ sql: readerSql, directory: its.directory });
  return { id, fired, featuresOf: () => telemetryOf([id, 'pat_nobody'], at) };
};

describe('what readings said then', () => {
  test('rests on the days before: neither that day nor what came later is known', async () => {
    const { id, featuresOf } = await withPast();
    const features = (await featuresOf()).get(id);
    expect(features?.weight).toMatchObject({ shift: 0, gain3DaysKg: 0, gain7DaysKg: 0 });
  });

  test('and nothing of whom nobody knows', async () => {
    const { featuresOf } = await withPast();
    expect([...(await featuresOf()).keys()]).toHaveLength(1);
  });

  test('counts the alerts that fired then, whether or not they have ended since', async () => {
    const { id, fired, featuresOf } = await withPast();
    expect((await featuresOf()).get(id)).toMatchObject({ openAlerts: 0, worstAlert: 'none' });
    await fired('ended-since', { to: at + dayMs, severity: 'urgent' });
    await fired('fires-still', {});
    await fired('ended-before', { to: at - hourMs, severity: 'critical' });
    await fired('fired-later', { from: at + hourMs, severity: 'critical' });
    await fired('of-the-score', { concern: 'risk', severity: 'critical' });
    expect((await featuresOf()).get(id)).toMatchObject({ openAlerts: 2, worstAlert: 'urgent' });
  });
});
