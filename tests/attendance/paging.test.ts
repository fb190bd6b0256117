import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { iso, patientWords } from '../api/app.ts';
import type { Answer } from '../worklist/webhooks/receiver.ts';
import { coveredApp, isSigned, only, sundayNight } from './app.ts';
import { everyDay, roundTheClock, weekdays } from './plans.ts';

const grace = 5 * minuteMs;
const step = 10 * minuteMs;

/** A critical alert of P1 at 03:00 on a Sunday, with two people on who can be told, and a lead. */
const night = async (nia: readonly Answer[] = []) => {
  const app = await coveredApp({ plan: roundTheClock });
  const first = await app.responder('Nia Night', ...nia);
  const second = await app.responder('Otto Second');
  const lead = await app.responder('Lea Lead');
  await app.at(sundayNight - minuteMs);
  const item = await app.critical();
  await app.settle();
  return { app, first, second, lead, item };
};

describe('a critical alert at 03:00 on a Sunday', () => {
  test('is told to the person on duty at the end of the grace, signed, without a name or a value', async () => {
    const { app, first, second, item } = await night();
    await app.at(sundayNight + grace - 1);
    expect(first.got).toEqual([]);
    await app.at(sundayNight + grace);
    const got = only(first.got);
    expect(isSigned(got, first.secret)).toBe(true);
    expect(JSON.parse(got.text)).toMatchObject({
      kind: 'page.sent',
      at: iso(sundayNight + grace),
      patientId: null,
      itemId: item.id,
      to: 'Nia Night',
      program: { id: 'heart-failure', name: 'Heart failure' },
      reason: 'unacknowledged',
      severity: 'critical',
      step: 1,
    });
    for (const word of [...patientWords, item.patient.id, 'P1', 'LO']) expect(got.text).not.toContain(word);
    expect(second.got).toEqual([]);
    expect(await app.pages()).toMatchObject([
      { state: 'sent', to: 'Nia Night', delivery: 'delivered', step: 1 },
    ]);
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'page.sent', itemId: item.id });
    expect((await app.audit()).at(-1)).toMatchObject({ action: 'page.sent', actor: 'system:system' });
  });

  test('not acknowledged, it is told to the next person after each step, then to the lead, then again', async () => {
    const { app, first, second, lead } = await night();
    const told = () => [first, second, lead].map(person => person.got.length);
    const counts: number[][] = [];
    for (let n = 0; n < 4; n += 1) {
      await app.at(sundayNight + grace + n * step);
      counts.push(told());
    }
    expect(counts).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 1],
      [2, 1, 1],
    ]);
    await app.at(sundayNight + grace + 4 * step);
    expect(told(), 'the second round is slower').toEqual([2, 1, 1]);
    await app.at(sundayNight + grace + 5 * step);
    expect(told()).toEqual([2, 2, 1]);
  });

  test('acknowledged, nobody else is told, and who was told is answered', async () => {
    const { app, first, second, item } = await night();
    await app.at(sundayNight + grace);
    await app.act(item.id, 'acknowledge', {}, 'Nia Night');
    await app.at(sundayNight + 60 * minuteMs);
    expect([first.got.length, second.got.length]).toEqual([1, 0]);
    expect(await app.pages()).toMatchObject([
      { state: 'answered', answeredBy: 'Nia Night', answeredAt: iso(sundayNight + grace) },
    ]);
  });

  test('acknowledged within the grace, nobody is told at all', async () => {
    const { app, first, item } = await night();
    await app.act(item.id, 'acknowledge');
    await app.at(sundayNight + 60 * minuteMs);
    expect(first.got).toEqual([]);
    expect(await app.pages()).toEqual([]);
  });

  test('an acknowledgement taken back is as if it had not been', async () => {
    const { app, first, item } = await night();
    await app.act(item.id, 'acknowledge');
    await app.act(item.id, 'undo');
    await app.at(sundayNight + grace);
    expect(first.got).toHaveLength(1);
  });

  test('after a restart it goes on where it was', async () => {
    const { app, first, second } = await night();
    await app.at(sundayNight + grace);
    await app.restart();
    await app.at(sundayNight + grace + step);
    expect([first.got.length, second.got.length]).toEqual([1, 1]);
  });

  test('what was given up is told to the next person at once', async () => {
    const { app, first, second } = await night([410]);
    await app.at(sundayNight + grace);
    expect([first.got.length, second.got.length]).toEqual([1, 1]);
    expect(await app.pages()).toMatchObject([
      { to: 'Nia Night', delivery: 'failed' },
      { to: 'Otto Second', delivery: 'delivered' },
    ]);
    await app.at(sundayNight + grace + step - 1);
    expect([first.got.length, second.got.length], 'the next step is counted anew').toEqual([1, 1]);
  });

  test('a message that fails is given up within three minutes', async () => {
    const { app, first, second } = await night([500, 500, 500, 500]);
    await app.at(sundayNight + grace);
    await app.at(sundayNight + grace + 10_000);
    await app.at(sundayNight + grace + 60_000);
    expect(second.got).toEqual([]);
    await app.at(sundayNight + grace + 4 * minuteMs);
    expect([first.got.length, second.got.length]).toEqual([4, 1]);
  });

  test('when nobody can be reached, each is tried once a round and no more', async () => {
    const app = await coveredApp({ plan: { ...roundTheClock, lead: null } });
    const gone = [await app.responder('Nia Night', 410, 410), await app.responder('Otto Second', 410, 410)];
    await app.at(sundayNight - minuteMs);
    await app.critical();
    await app.at(sundayNight + grace);
    await app.at(sundayNight + grace + step - 1);
    expect(gone.map(person => person.got.length)).toEqual([1, 1]);
  });
});

describe('a critical line that was reopened', () => {
  test('whose every alert is reviewed tells nobody; with something new it does', async () => {
    const { app, first, item } = await night();
    await app.close(item);
    await app.act(item.id, 'reopen', { why: 'call the daughter' });
    expect((await app.item(item.id)).state).toBe('open');
    await app.at(sundayNight + 3 * 60 * minuteMs);
    expect(first.got).toEqual([]);
    await app.critical(1);
    await app.at(app.clock.now() + grace);
    expect(first.messages()).toMatchObject([{ itemId: item.id }]);
  });

  test('whose close was taken back, with the reviews, tells as before', async () => {
    const { app, first, item } = await night();
    await app.close(item);
    await app.act(item.id, 'undo');
    await app.at(sundayNight + grace);
    expect(first.got).toHaveLength(1);
  });
});

describe('who is told', () => {
  test('an urgent alert when its time is over, not before', async () => {
    const app = await coveredApp({ plan: roundTheClock });
    const first = await app.responder('Nia Night');
    await app.at(sundayNight - minuteMs);
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    expect(item.severity).toBe('urgent');
    await app.at(Date.parse(item.slaDueAt) - 1);
    expect(first.got).toEqual([]);
    await app.at(Date.parse(item.slaDueAt));
    expect(first.messages()).toMatchObject([{ severity: 'urgent' }]);
  });

  test('a person on duty without a responder is written down, and the next is told at once', async () => {
    const app = await coveredApp({ plan: roundTheClock });
    const second = await app.responder('Otto Second');
    await app.at(sundayNight - minuteMs);
    await app.critical();
    await app.at(sundayNight + grace);
    expect(second.got).toHaveLength(1);
    expect(await app.pages()).toMatchObject([
      { state: 'nobody', to: 'Nia Night', delivery: null },
      { state: 'sent', to: 'Otto Second' },
    ]);
  });

  test('whoever is on at the next step, when the shift has changed meanwhile', async () => {
    const { app, second } = await night();
    const wendy = await app.responder('Wendy Weekend');
    const morning = Date.parse('2026-11-29T08:00:00-05:00');
    await app.at(morning - 10 * minuteMs);
    await app.at(morning + 60 * minuteMs);
    expect(wendy.got.length).toBeGreaterThan(0);
    expect(second.got.length).toBe(0);
  });

  const byDay = {
    timeZone: 'America/New_York',
    shifts: [{ days: weekdays, from: '08:00', to: '17:00', people: ['Ana Ruiz'] }],
  };
  const monday = Date.parse('2026-11-30T08:00:00-05:00');

  test('nobody on: that is visible, the lead is called on and told', async () => {
    const app = await coveredApp({ plan: { ...byDay, lead: 'Lea Lead' } });
    const lead = await app.responder('Lea Lead');
    await app.at(sundayNight - minuteMs);
    const { id } = await app.critical();
    await app.at(sundayNight + grace);
    expect(await app.pages()).toMatchObject([
      { state: 'nobody', to: null },
      { state: 'sent', to: 'Lea Lead' },
    ]);
    expect(lead.got).toHaveLength(1);
    expect(await app.item(id)).toMatchObject({
      escalatedTo: 'role:lead',
      escalatedBy: 'system',
      escalatedAt: iso(sundayNight + grace),
    });
  });

  test('nobody on and no lead: written down once, and told when a shift begins', async () => {
    const app = await coveredApp({ plan: byDay });
    const ana = await app.responder('Ana Ruiz');
    await app.at(sundayNight - minuteMs);
    await app.critical();
    await app.at(sundayNight + grace);
    await app.at(sundayNight + 6 * 60 * minuteMs);
    expect(await app.pages()).toMatchObject([{ state: 'nobody', to: null }]);
    await app.at(monday - 1);
    expect(ana.got).toEqual([]);
    await app.at(monday);
    expect(ana.got).toHaveLength(1);
  });

  test('stated unmonitored: held as such, and told to the first person of the next shift at its start', async () => {
    const unmonitored = [{ days: everyDay, from: '17:00', to: '08:00', told: 'Nobody watches at night.' }];
    const weekend = [
      { days: ['sat', 'sun'], from: '08:00', to: '17:00', told: 'Nobody watches on weekends.' },
    ];
    const app = await coveredApp({ plan: { ...byDay, unmonitored: [...unmonitored, ...weekend] } });
    const ana = await app.responder('Ana Ruiz');
    await app.at(sundayNight - minuteMs);
    const { id } = await app.critical();
    await app.at(sundayNight + grace);
    await app.at(monday - 1);
    expect(await app.pages()).toMatchObject([{ state: 'held', to: null, itemId: id }]);
    expect(ana.got).toEqual([]);
    await app.at(monday);
    expect(ana.messages()).toMatchObject([{ itemId: id, to: 'Ana Ruiz', at: iso(monday) }]);
    await app.act(id, 'acknowledge');
    expect(new Set((await app.pages()).map(page => page.state))).toEqual(new Set(['answered']));
  });

  test('a program without a plan tells nobody', async () => {
    const app = await coveredApp();
    await app.at(sundayNight - minuteMs);
    await app.critical();
    await app.at(sundayNight + 60 * minuteMs);
    expect(await app.pages()).toEqual([]);
  });

  test('a plan that comes later tells of what waits already', async () => {
    const app = await coveredApp();
    const first = await app.responder('Nia Night');
    await app.at(sundayNight - minuteMs);
    await app.critical();
    await app.at(sundayNight + 60 * minuteMs);
    expect((await app.put(roundTheClock)).status).toBe(200);
    await app.settle();
    expect(first.got).toHaveLength(1);
  });
});
