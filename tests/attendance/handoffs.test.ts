import { describe, expect, test } from 'vitest';
import type { AcceptedHandoffBody, GivenHandoffBody, HandoffBody } from '../../src/contract/handoffs.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { bodyAs, iso } from '../api/app.ts';
import type { Answer } from '../worklist/webhooks/receiver.ts';
import { coveredApp, only, sundayNight } from './app.ts';
import { roundTheClock } from './plans.ts';

/** Nia has acknowledged a critical item, and hands it to Otto; both are on, and the lead can be told. */
const handedOver = async (ottos: readonly Answer[] = []) => {
  const app = await coveredApp({ plan: roundTheClock });
  const otto = await app.responder('Otto Second', ...ottos);
  const nia = await app.responder('Nia Night');
  await app.at(sundayNight - minuteMs);
  const item = await app.critical();
  await app.act(item.id, 'acknowledge', {}, 'Nia Night');
  const given = await app.post('/api/v1/handoffs', { to: 'Otto Second', all: true }, { actor: 'Nia Night' });
  const handoff = await bodyAs<GivenHandoffBody>(given);
  const answer = (verb: 'accept' | 'decline', actor = 'Otto Second') =>
    app.post(`/api/v1/handoffs/${handoff.id}/${verb}`, {}, { actor });
  return { app, otto, nia, item, handoff, answer };
};

describe('a hand-off', () => {
  test('waits for the receiver, ten minutes with a critical item in it', async () => {
    const { app, item, handoff } = await handedOver();
    expect(handoff).toMatchObject({
      from: 'Nia Night',
      to: 'Otto Second',
      state: 'waiting',
      itemIds: [item.id],
      dueAt: iso(sundayNight + 10 * minuteMs),
    });
    const { warnings, ...listed } = handoff;
    expect(warnings).toEqual([]);
    expect(await app.handoffs('?to=Otto%20Second&state=unanswered')).toEqual([listed]);
    expect((await app.item(item.id)).owner).toBe('Nia Night');
  });

  test('accepted, its items are hers, with a deed and an audit row each; accepted again, nothing more', async () => {
    const { app, item, answer } = await handedOver();
    const body = await bodyAs<AcceptedHandoffBody>(await answer('accept'));
    expect(body).toMatchObject({ state: 'accepted', given: [item.id], left: [] });
    const after = await app.item(item.id);
    expect(after).toMatchObject({ owner: 'Otto Second', undo: { verb: 'assign', by: 'Otto Second' } });
    const rows = (await app.audit()).length;
    expect(await bodyAs(await answer('accept'))).toEqual(body);
    expect(await app.audit()).toHaveLength(rows);
    expect((await app.item(item.id)).version).toBe(after.version);
  });

  test('what was closed or taken by others since is left as it is', async () => {
    const { app, item, answer } = await handedOver();
    await app.act(item.id, 'assign', { to: 'Ben Okafor' });
    const body = await bodyAs<AcceptedHandoffBody>(await answer('accept'));
    expect(body).toMatchObject({ given: [], left: [item.id] });
    expect((await app.item(item.id)).owner).toBe('Ben Okafor');
  });

  test('declined, its critical items are open again and told at once to whoever else is on, the giver’s still', async () => {
    const { app, otto, nia, item, handoff, answer } = await handedOver();
    const lead = await app.responder('Lea Lead');
    const before = await app.item(item.id);
    await app.at(sundayNight + 2 * minuteMs);
    expect(await bodyAs<HandoffBody>(await answer('decline'))).toMatchObject({
      state: 'declined',
      escalatedAt: iso(sundayNight + 2 * minuteMs),
    });
    await app.settle();
    expect(lead.messages()).toMatchObject([{ reason: 'hand-off', itemId: item.id, step: 1 }]);
    expect([otto.got, nia.got]).toEqual([[], []]);
    expect(await app.item(item.id)).toMatchObject({
      state: 'open',
      owner: 'Nia Night',
      version: before.version + 1,
      escalatedTo: 'role:lead',
      escalatedBy: 'system',
    });
    const back = (await app.audit()).find(row => row.action === 'worklist-item.put-back');
    expect(back).toMatchObject({ actor: 'system:system', detail: { handoffId: handoff.id } });
    expect((await answer('accept')).status).toBe(409);
    await app.at(sundayNight + 7 * minuteMs);
    expect(nia.messages(), 'by the plan, after the grace').toMatchObject([{ reason: 'unacknowledged' }]);
    await app.at(sundayNight + 17 * minuteMs);
    expect(otto.got).toHaveLength(1);
    await answer('decline');
    await app.settle();
    expect(lead.got, 'declined again, nothing more happens').toHaveLength(1);
    await app.act(item.id, 'acknowledge', {}, 'Lea Lead');
    expect(new Set((await app.pages()).map(page => page.state))).toEqual(new Set(['answered']));
  });

  test('declined, what somebody else has taken up or closed since stays hers, and tells nobody', async () => {
    const { app, item, answer } = await handedOver();
    await app.act(item.id, 'assign', { to: 'Ben Okafor' });
    await answer('decline');
    await app.at(sundayNight + 30 * minuteMs);
    expect(await app.pages()).toEqual([]);
    expect(await app.item(item.id)).toMatchObject({ state: 'acknowledged', escalatedTo: null });
  });

  test('not accepted in time, its critical items escalate to whoever is on but the giver, then by the plan', async () => {
    const { app, otto, nia, item, handoff, answer } = await handedOver();
    await app.at(sundayNight + 10 * minuteMs - 1);
    expect(otto.got).toEqual([]);
    await app.at(sundayNight + 10 * minuteMs);
    expect(otto.messages()).toMatchObject([{ reason: 'hand-off', itemId: item.id }]);
    expect(nia.got).toEqual([]);
    expect(await app.item(item.id)).toMatchObject({
      state: 'open',
      escalatedTo: 'role:lead',
      escalatedBy: 'system',
    });
    expect(only(await app.handoffs())).toMatchObject({
      state: 'lapsed',
      escalatedAt: iso(sundayNight + 10 * minuteMs),
    });
    await app.at(sundayNight + 15 * minuteMs);
    expect([otto.got.length, nia.got.length]).toEqual([1, 1]);
    expect((await answer('accept')).status).toBe(200);
    expect(await app.item(item.id)).toMatchObject({
      state: 'acknowledged',
      owner: 'Otto Second',
      acknowledgedBy: 'Otto Second',
    });
    await app.at(sundayNight + 60 * minuteMs);
    expect([otto.got.length, nia.got.length], 'answered').toEqual([1, 1]);
    expect(await app.pages()).toMatchObject([
      { state: 'answered', handoffId: handoff.id, answeredBy: 'Otto Second' },
      { state: 'answered', reason: 'unacknowledged', answeredBy: 'Otto Second' },
    ]);
  });

  test('declined when it had lapsed, nothing is told a second time, and who was told has not answered', async () => {
    const { app, otto, answer } = await handedOver();
    await app.at(sundayNight + 10 * minuteMs);
    await answer('decline');
    await app.settle();
    expect(otto.got).toHaveLength(1);
    expect(only(await app.pages())).toMatchObject({ state: 'sent', answeredBy: null });
  });

  test('not accepted, a message that cannot be delivered goes to the next person at once', async () => {
    const { app, nia } = await handedOver([410]);
    await app.at(sundayNight + 10 * minuteMs);
    expect(nia.messages()).toMatchObject([{ reason: 'unacknowledged', step: 2 }]);
  });

  test('closed, nobody waits for its answer any more', async () => {
    const { app, item } = await handedOver();
    await app.at(sundayNight + 10 * minuteMs);
    await app.close(await app.item(item.id));
    expect(only(await app.pages())).toMatchObject({ state: 'answered', answeredBy: 'Ana Ruiz' });
  });

  test('without anything critical nobody is called on, but it shows', async () => {
    const app = await coveredApp({ plan: roundTheClock });
    await app.at(sundayNight - minuteMs);
    await app.pressure(1, 85);
    const { id } = await app.openItem(1);
    await app.post('/api/v1/handoffs', { to: 'Otto Second', itemIds: [id] });
    expect(only(await app.handoffs()).dueAt).toBe(iso(sundayNight + 30 * minuteMs));
    await app.at(sundayNight + 30 * minuteMs);
    expect(only(await app.handoffs()).state).toBe('lapsed');
    expect(await app.pages()).toEqual([]);
    expect((await app.item(id)).escalatedTo).toBeNull();
  });
});
