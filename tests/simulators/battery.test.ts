import { describe, expect, test } from 'vitest';
import { deadSpells } from '../../simulators/battery.ts';
import type { SimulatedPatient } from '../../simulators/patient.ts';
import { patientStream } from '../../simulators/stream.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { endAt, panelOf, startAt } from './fixtures.ts';
import { ofDevice, readings } from './readings.ts';

const crowd = panelOf('batteries', 500);

describe('a battery', () => {
  const statuses = (patient: SimulatedPatient, deviceId: string, from: number, to: number) =>
    [...patientStream({ ...patient, nuisances: [], courses: [] }, from, to)].flatMap(({ topic, payload }) =>
      'battery' in payload && topic.includes(`/${deviceId}/`) ? [payload.battery] : [],
    );

  test('that nobody changes falls, is told of daily when low, and then the device is silent until it is changed', () => {
    const deaths = crowd.flatMap(patient =>
      Object.entries(patient.batteries).flatMap(([deviceId, list]) =>
        deadSpells(list)
          .filter(({ from, to }) => from > patient.enrolledAt + 40 * dayMs && to < endAt)
          .map(spell => ({ patient, deviceId, ...spell })),
      ),
    );
    expect(deaths.length).toBeGreaterThan(30);
    for (const { patient, deviceId, from, to } of deaths.slice(0, 40)) {
      const falling = statuses(patient, deviceId, from - 40 * dayMs, from);
      expect(falling.toSorted((a, b) => b - a)).toEqual(falling);
      expect(falling.at(-1) ?? 0).toBeLessThan(15);
      const quiet = { ...patient, nuisances: [], courses: [], resends: 0 };
      expect(ofDevice(readings(quiet, from, to), deviceId)).toEqual([]);
      const renewed = statuses(patient, deviceId, to, to + 30 * dayMs);
      if (renewed.length > 0) expect(renewed[0]).toBeGreaterThan(85);
    }
  });

  test('that lasts is told of about once a week', () => {
    const [patient] = crowd.filter(
      p => p.program === 'heart-failure' && p.enrolledAt === startAt && p.habits.adherence > 0.9,
    );
    if (!patient) throw new Error('no such patient');
    const fresh = { ...patient, batteries: {} };
    const told = statuses(fresh, patient.devices[0]?.deviceId ?? '', startAt, startAt + 70 * dayMs);
    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThan(12);
  });
});
