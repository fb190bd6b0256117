import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { est, hours } from '../rules/build.ts';
import type { App } from '../support/app.ts';
import { deliver, enrol, type Sent, testApp } from '../support/app.ts';
import { tempFolder } from '../support/store.ts';

const start = est('11-20 07:00');

const roster = `patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,from,slot
P1,Doe,P1,1950-01-01,female,America/New_York,hypertension,scale-1,weight,7,,
P2,Doe,P2,1950-01-01,female,America/New_York,hypertension,scale-2,weight,7,,`;

const battery = (after: number, percent: number | null, device = 'scale-1'): Sent => ({
  at: start + after,
  topic: `vigil/v1/${device}/status`,
  payload: percent === null ? { firmware: '2.1' } : { battery: percent },
});

const alertsOf = async ({ store: { db, t } }: App) => {
  const rows = await db
    .select({ state: t.alert.state, because: t.alert.because, siteId: t.patient.siteId })
    .from(t.alert)
    .innerJoin(t.patient, eq(t.patient.id, t.alert.patientId))
    .where(and(eq(t.alert.ruleId, 'device-battery')));
  return rows.map(({ siteId, state, because }) => [siteId, state, because]);
};

const started = async () => {
  const { app, clock } = await testApp(start);
  await enrol(app, start, roster);
  await app.evaluator.idle();
  return { app, clock };
};

const empty = 'battery of scale scale-1 at 9 % on Fri 20 Nov; limit 15 %';

test('an empty battery is told of as soon as the device says so, to nobody but who holds it', async () => {
  const { app, clock } = await started();
  await deliver(app, clock, [battery(1000, 60), battery(1500, 60, 'scale-2'), battery(hours(1), 9)]);
  await app.evaluator.idle();
  expect(await alertsOf(app)).toEqual([['P1', 'firing', empty]]);
});

test('a changed battery ends it', async () => {
  const { app, clock } = await started();
  await deliver(app, clock, [battery(1000, 9)]);
  await app.evaluator.idle();
  await deliver(app, clock, [battery(hours(2), 20)]);
  await app.evaluator.idle();
  expect(await alertsOf(app)).toEqual([['P1', 'firing', empty]]);
  await deliver(app, clock, [battery(hours(3), 100)]);
  await app.evaluator.idle();
  expect(await alertsOf(app)).toEqual([['P1', 'ended', empty]]);
});

test('a status that says nothing new of the battery makes nobody due', async () => {
  const { app, clock } = await started();
  await deliver(app, clock, [battery(1000, 60)]);
  await app.evaluator.idle();
  const outcomes = [battery(2000, 60), battery(3000, null)];
  for (const message of outcomes) {
    await deliver(app, clock, [message]);
    expect(await app.evaluator.dueNow()).toBe(0);
  }
});

test('a low battery is known after a restart, and told of where silence follows', async () => {
  const dataFolder = tempFolder();
  const first = await testApp(start, { dataFolder });
  await enrol(first.app, start, roster);
  await deliver(first.app, first.clock, [battery(1000, 9)]);
  await first.app.evaluator.idle();
  await first.app.close();
  const { app, clock } = await testApp(start + hours(1), { dataFolder });
  clock.set(start + hours(24 * 6));
  await app.evaluator.idle();
  const rows = await app.store.db
    .select({ because: app.store.t.alert.because })
    .from(app.store.t.alert)
    .innerJoin(app.store.t.patient, eq(app.store.t.patient.id, app.store.t.alert.patientId))
    .where(and(eq(app.store.t.alert.ruleId, 'missed-weight'), eq(app.store.t.patient.siteId, 'P1')));
  expect(rows.map(r => r.because.split('; ').at(-1))).toEqual([
    'battery of scale-1 was at 9 % on Fri 20 Nov',
  ]);
});
