import { asc } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { statusAt } from '../../src/domain/monitoring.ts';
import { type Change, drivePatient } from '../../src/evaluation/driver.ts';
import { createIntake } from '../../src/evaluation/driver-intake.ts';
import { type Stay, toldAfterMs, withStays } from '../../src/evaluation/driver-stays.ts';
import { createDirectory } from '../../src/roster/directory.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { iso, now, testStore } from '../support/store.ts';

const at = (day: number): number => now + day * dayMs;
const stay: Stay = { admittedAt: at(20), dischargedAt: at(26) };
const known = async () => {
  const { store } = await testStore();
  const directory = await createDirectory(store);
  const [patient] = await store.reader
    .select({ id: store.t.patient.id })
    .from(store.t.patient)
    .orderBy(asc(store.t.patient.siteId));
  if (!patient) throw new Error('nobody is enrolled');
  return { directory, patientId: patient.id };
};

describe('what is known of a stay', () => {
  const knownAt = async (instant: number, stays: readonly Stay[] = [stay]) => {
    const { directory, patientId } = await known();
    const entry = withStays(directory, [], stays, now).directory.patient(patientId, instant);
    if (!entry) throw new Error('the patient is not known');
    const { monitoring, discharges } = entry.context;
    return { status: statusAt(monitoring, instant), discharges, changesAt: entry.changesAt };
  };
  const admissionTold = stay.admittedAt + toldAfterMs;
  const dischargeTold = at(26) + toldAfterMs;

  test.each([
    ['nothing before it began', stay.admittedAt - 1, 'active', 0, admissionTold],
    ['nothing yet when it begins', stay.admittedAt, 'active', 0, admissionTold],
    ['the admission within the hour', admissionTold, 'in-hospital', 0, dischargeTold],
    ['no discharge before it was told', dischargeTold - 1, 'in-hospital', 0, dischargeTold],
    ['the discharge within the hour', dischargeTold, 'active', 1, null],
  ] as const)('%s', async (_, instant, status, discharges, changesAt) => {
    const told = await knownAt(instant);
    expect(told).toMatchObject({ status, changesAt });
    expect(told.discharges).toHaveLength(discharges);
  });

  test('one that goes on has no end', async () => {
    const open = { ...stay, dischargedAt: null };
    expect(await knownAt(at(60), [open])).toMatchObject({ status: 'in-hospital', discharges: [] });
  });
});

describe('a patient who is admitted', () => {
  /** A weigh-in a day, none while in hospital. */
  const told = async (stays: readonly Stay[]) => {
    const { directory, patientId } = await known();
    const deviceId = directory
      .patient(patientId, now)
      ?.context.devices.find(d => d.kind === 'weight')?.deviceId;
    const intake = createIntake({ ...directory, maxPayloadBytes: 65_536 });
    for (let day = 0; day < 40; day += 1) {
      if (day >= 20 && day < 27) continue;
      const payload = { measuredAt: iso(at(day)), value: 80 + (day % 2) * 0.2, unit: 'kg' };
      const bytes = Buffer.from(JSON.stringify(payload));
      const topic = `vigil/v1/${deviceId}/weight`;
      intake.take({ source: 'mqtt', topic, payload: bytes, receivedAt: at(day), mode: 'live' });
    }
    const changes: { at: number; rule: string; fired: boolean }[] = [];
    const onChange = (instant: number, all: readonly Change[]): void => {
      for (const { rule, episode } of all)
        changes.push({ at: instant, rule: rule.id, fired: episode.firedAt !== null });
    };
    const timeline = directory.patient(patientId, now)?.timeline ?? [];
    drivePatient({
      ...withStays(directory, intake.steps.get(patientId) ?? [], stays, now),
      patientId,
      startAt: now,
      endAt: at(40),
      contestants: [{ rules, timeline, onChange }],
    });
    return changes;
  };

  test('is not asked after for the silence of the stay, and is where nobody tells of it', async () => {
    const silence = (changes: Awaited<ReturnType<typeof told>>) =>
      changes.filter(c => c.rule === 'missed-weight' && c.fired && c.at > at(20));
    expect(silence(await told([]))).not.toEqual([]);
    expect(silence(await told([stay]))).toEqual([]);
  });

  test('is judged before the admission as if it never came', async () => {
    const upTo = (changes: Awaited<ReturnType<typeof told>>) =>
      changes.filter(c => c.at < stay.admittedAt + hourMs);
    expect(upTo(await told([stay]))).toEqual(upTo(await told([])));
  });
});
