import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { iso } from '../api/app.ts';
import { coveredApp, only } from './app.ts';
import { roundTheClock, weekdays } from './plans.ts';

/** Monday 23 November 2026, 07:00 in New York, when the app starts. */
const monday = (time: string): number => Date.parse(`2026-11-23T${time}:00-05:00`);

const plan = {
  ...roundTheClock,
  overdue: { warning: { afterMinutes: 120, inWorkingHours: true, escalateTo: 'person:Cara Chief' } },
};

describe('what is overdue is escalated to whom the plan names', () => {
  const warned = async () => {
    const app = await coveredApp({ plan });
    await app.at(monday('15:59'));
    await app.pressure(1, 85);
    const item = await app.openItem(1);
    expect(item.severity).toBe('warning');
    return { app, item };
  };

  test('a warning in working hours: raised at 16:00, it is due at 09:00 of the next working day', async () => {
    const { app, item } = await warned();
    const due = Date.parse('2026-11-24T09:00:00-05:00');
    expect(item.slaDueAt).toBe(iso(due));
    await app.at(due - 1);
    expect((await app.item(item.id)).escalatedTo).toBeNull();
    await app.at(due);
    expect(await app.item(item.id)).toMatchObject({
      escalatedTo: 'person:Cara Chief',
      escalatedBy: 'system',
      escalatedAt: iso(due),
      version: item.version,
    });
    const told = (await app.outbox()).filter(event => event.kind === 'worklist-item.escalated');
    expect(only(told)).toMatchObject({ itemId: item.id });
    const row = (await app.audit()).find(entry => entry.action === 'worklist-item.escalate');
    expect(row).toMatchObject({
      actor: 'system:system',
      detail: { to: 'person:Cara Chief', why: 'overdue' },
    });
    await app.at(due + 60 * minuteMs);
    expect((await app.outbox()).filter(event => event.kind === 'worklist-item.escalated')).toHaveLength(1);
  });

  test.each(['acknowledge', 'close'] as const)('not what somebody dealt with: %s', async verb => {
    const { app, item } = await warned();
    if (verb === 'close') await app.close(item);
    else await app.act(item.id, 'acknowledge');
    await app.at(Date.parse('2026-11-24T12:00:00-05:00'));
    expect((await app.item(item.id)).escalatedTo).toBeNull();
  });

  test('whom a person called on stays', async () => {
    const { app, item } = await warned();
    await app.act(item.id, 'escalate', { to: { role: 'provider' }, why: 'ask about the dose' });
    await app.at(Date.parse('2026-11-24T12:00:00-05:00'));
    expect(await app.item(item.id)).toMatchObject({ escalatedTo: 'role:provider', escalatedBy: 'Ana Ruiz' });
  });

  test('to nobody where the plan says so', async () => {
    const app = await coveredApp({ plan: { ...plan, overdue: { warning: { escalateTo: null } } } });
    await app.pressure(1, 85);
    await app.at(monday('07:00') + 3 * 24 * 60 * minuteMs);
    expect((await app.openItem(1)).escalatedTo).toBeNull();
  });
});

describe('a queue that nobody works on', () => {
  const overdueAt = monday('09:00');
  /** A warning raised at 09:00 that is overdue from 10:00 on, in a program whose lead can be told. */
  const left = async (over: Record<string, unknown> = {}) => {
    const app = await coveredApp({
      plan: { ...roundTheClock, overdue: { warning: { afterMinutes: 60 } }, ...over },
    });
    const lead = await app.responder('Lea Lead');
    const ana = await app.responder('Ana Ruiz');
    await app.at(overdueAt - minuteMs);
    await app.pressure(1, 85);
    const item = await app.openItem(1);
    return { app, lead, ana, item };
  };

  test('is one incident, told to the lead and then to whoever is on', async () => {
    const { app, lead, ana } = await left();
    await app.at(monday('10:59'));
    expect(await app.incidents()).toEqual([]);
    await app.at(monday('11:00'));
    expect(only(await app.incidents())).toMatchObject({
      kind: 'queue-unattended',
      subjectId: 'heart-failure',
      state: 'open',
      because: '1 overdue item, the first since 2026-11-23 10:00; nobody has done anything for 60 min',
      endedAt: null,
    });
    expect(lead.messages()).toMatchObject([{ reason: 'unattended', itemId: null }]);
    await app.at(monday('11:10'));
    expect([lead.got.length, ana.got.length]).toEqual([1, 1]);
    await app.at(monday('11:11'));
    expect(await app.incidents()).toHaveLength(1);
  });

  test('is over when somebody acts', async () => {
    const { app, item } = await left();
    await app.at(monday('11:00'));
    await app.at(monday('11:05'));
    await app.act(item.id, 'note', { text: 'calling' });
    await app.at(monday('11:06'));
    expect(await app.incidents()).toEqual([]);
    expect(only(await app.incidents('?state=closed'))).toMatchObject({
      closedBy: 'system',
      endedAt: iso(monday('11:06')),
    });
    expect(new Set((await app.pages()).map(page => page.state))).toEqual(new Set(['answered']));
  });

  test('is none while somebody works in the program', async () => {
    const { app } = await left();
    await app.at(monday('10:30'));
    await app.post('/api/v1/patients/P2/contacts', { who: 'patient', channel: 'phone', reached: true });
    await app.at(monday('11:29'));
    expect(await app.incidents()).toEqual([]);
    await app.at(monday('11:31'));
    expect(await app.incidents()).toHaveLength(1);
  });

  test('is none outside working hours, nor before the shift has lasted that long', async () => {
    const { app } = await left({ workingHours: [{ days: weekdays, from: '13:00', to: '17:00' }] });
    await app.at(monday('13:59'));
    expect(await app.incidents()).toEqual([]);
  });

  test('is noticed sooner with a critical item overdue', async () => {
    const { app } = await left();
    await app.critical(2);
    await app.at(monday('09:16'));
    await app.at(monday('09:18'));
    expect(only(await app.incidents())).toMatchObject({ kind: 'queue-unattended' });
  });
});
