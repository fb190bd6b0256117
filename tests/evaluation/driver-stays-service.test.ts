import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { drivePatient } from '../../src/evaluation/driver.ts';
import { createIntake } from '../../src/evaluation/driver-intake.ts';
import { toldAfterMs, withStays } from '../../src/evaluation/driver-stays.ts';
import { setStatus } from '../../src/roster/set-status.ts';
import { statusInput } from '../../src/roster/status-input.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { deliver, enrol, type Sent, testApp } from '../support/app.ts';
import { iso } from '../support/store.ts';

const startAt = Date.parse('2026-06-01T12:00:00Z');
const at = (day: number): number => startAt + day * dayMs;
const endAt = at(50);
const stay = { admittedAt: at(20) + 3 * hourMs, dischargedAt: at(26) };
const roster = `patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek
P1,Quill,Ann,1948-03-27,female,America/New_York,heart-failure,scale-1,weight,7
P1,Quill,Ann,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7
`;

/** Weight and pressure every morning, climbing before the stay, low once it is over; a cuff that is used within it. */
const messages: readonly Sent[] = Array.from({ length: 50 }, (_, day) => day).flatMap(day => {
  const measuredAt = iso(at(day));
  const isThere = day > 20 && day < 27;
  const kg = 80 + (day % 2) * 0.3 + (day > 12 && day < 21 ? (day - 12) * 0.4 : 0);
  const systolic = isThere || day > 28 ? 84 : 126;
  const weight = { measuredAt, value: kg, unit: 'kg' };
  const pressure = { measuredAt, systolic, diastolic: 60, pulse: 70, unit: 'mm[Hg]' };
  return [
    ...(isThere || day > 40
      ? []
      : [{ at: at(day) + 60_000, topic: 'vigil/v1/scale-1/weight', payload: weight }]),
    { at: at(day) + 90_000, topic: 'vigil/v1/cuff-1/blood-pressure', payload: pressure },
  ];
});

type Told = {
  readonly rule: string;
  readonly startedAt: number;
  readonly firedAt: number | null;
  readonly endedAt: number | null;
  readonly severity: string;
};
const inOrder = (all: Iterable<Told>): Told[] =>
  [...all].sort((a, b) => a.startedAt - b.startedAt || (a.rule < b.rule ? -1 : 1));

test('the driver finds what the service finds when a person sets the status within the hour', async () => {
  const { app, clock } = await testApp(startAt);
  await enrol(app, startAt, roster);
  const { store, directory, evaluator } = app;
  const [patient] = await store.reader.select({ id: store.t.patient.id }).from(store.t.patient);
  const patientId = patient?.id ?? '';

  const intake = createIntake({ ...directory, maxPayloadBytes: 65_536 });
  for (const { at: receivedAt, topic, payload } of messages) {
    const bytes = Buffer.from(JSON.stringify(payload));
    intake.take({ source: 'http', topic, payload: bytes, receivedAt, mode: 'live' });
  }
  const driven = new Map<string, Told>();
  drivePatient({
    ...withStays(directory, intake.steps.get(patientId) ?? [], [stay], startAt),
    patientId,
    startAt,
    endAt,
    contestants: [
      {
        rules,
        timeline: directory.patient(patientId, startAt)?.timeline ?? [],
        onChange: (_, changes) => {
          for (const { rule, episode: e } of changes) {
            const { startedAt, everFiredAt: firedAt, endedAt, severity } = e;
            driven.set(e.id, { rule: rule.id, startedAt, firedAt, endedAt, severity });
          }
        },
      },
    ],
  });

  const due = store.sqlite.prepare<[], number | null>('SELECT min(due_at) FROM due').pluck();
  const goOnTo = async (instant: number) => {
    await evaluator.idle();
    for (let next = due.get(); typeof next === 'number' && next <= instant; next = due.get()) {
      clock.set(next);
      await evaluator.idle();
    }
    clock.set(instant);
  };
  const set = async (status: string, from: number) => {
    await goOnTo(from + toldAfterMs);
    const input = statusInput.parse({ status, from: iso(from) });
    await setStatus({ store, directory, actor: { type: 'system' }, at: clock.now() }, 'P1', input);
    await evaluator.idle();
  };
  const changes = [
    { at: stay.admittedAt + toldAfterMs, act: () => set('in-hospital', stay.admittedAt) },
    { at: stay.dischargedAt + toldAfterMs, act: () => set('active', stay.dischargedAt) },
  ];
  const steps = [...messages, ...changes].sort((a, b) => a.at - b.at);
  for (const step of steps) {
    await goOnTo(step.at);
    if ('topic' in step) await deliver(app, clock, [step]);
    else await step.act();
    await evaluator.idle();
  }
  await goOnTo(endAt);
  await evaluator.idle();

  const { ruleId: rule, startedAt, firedAt, endedAt, severity, concern } = store.t.alert;
  const rows = await store.reader
    .select({ rule, startedAt, firedAt, endedAt, severity, concern })
    .from(store.t.alert)
    .where(eq(store.t.alert.patientId, patientId));
  const served = rows.filter(row => row.concern !== 'risk').map(({ concern: _, ...row }) => row);
  expect(inOrder(driven.values())).toEqual(inOrder(served));
  expect(served.map(row => row.rule)).toContain('weight-decompensation');
  expect(served.map(row => row.rule)).toContain('missed-weight');
}, 60_000);
