import { expect, test } from 'vitest';
import { beginIncident, endIncident, goingOn } from '../../src/attendance/incident-rows.ts';
import { acknowledgeIncident, closeIncident } from '../../src/attendance/incidents.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { eitherStore } from '../support/either-store.ts';
import { now } from '../support/store.ts';

const actor = { type: 'person', name: 'Ana Ruiz' } as const;

/** An incident, as whoever watches read it before its transaction. */
const watched = async () => {
  const { store } = await eitherStore();
  const facts = { startedAt: now, because: 'silent', detail: {} };
  const id = await store.write(() => beginIncident(store, 'gateway-silent', 'gw-3', facts, now));
  const seen = await goingOn({ db: store.reader, t: store.t }, 'gateway-silent', 'gw-3');
  if (!seen) throw new Error('the incident is gone');
  const end = (at: number) => store.write(() => endIncident(store, seen, at));
  const row = async () => (await store.reader.select().from(store.t.incident))[0];
  return { store, id, end, row };
};

test('an incident that is over leaves by itself', async () => {
  const { end, row } = await watched();
  await end(now + minuteMs);
  expect(await row()).toMatchObject({ state: 'closed', closedBy: 'system', version: 2 });
});

test('one that somebody took up while it was read is over and stays hers, as a version of its own', async () => {
  const { store, id, end, row } = await watched();
  const { version } = await acknowledgeIncident({ store, actor, at: now + 1 }, id, {});
  expect(await end(now + minuteMs)).toMatchObject({ acknowledgedBy: 'Ana Ruiz' });
  expect(await row()).toMatchObject({
    ...{ state: 'acknowledged', acknowledgedBy: 'Ana Ruiz', closedBy: null },
    ...{ endedAt: now + minuteMs, version: version + 1 },
  });
  await closeIncident({ store, actor, at: now + 2 * minuteMs }, id, {});
  expect(await row()).toMatchObject({ state: 'closed', closedBy: 'Ana Ruiz' });
});

test('one that is over already does not end again', async () => {
  const { end, row } = await watched();
  await end(now + minuteMs);
  expect(await end(now + 2 * minuteMs)).toBeNull();
  expect(await row()).toMatchObject({ endedAt: now + minuteMs, version: 2 });
});
