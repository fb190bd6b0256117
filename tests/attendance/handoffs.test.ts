import { describe, expect, test } from 'vitest';
import type { AcceptedHandoffBody, HandoffBody } from '../../src/contract/handoffs.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { bodyAs, iso } from '../api/app.ts';
import { coveredApp, only, sundayNight } from './app.ts';
import { roundTheClock } from './plans.ts';

/** Nia has acknowledged a critical item, and hands it to Otto; both are on, and the lead can be told. */
const handedOver = async () => {
  const app = await coveredApp({ plan: roundTheClock });
  const otto = await app.responder('Otto Second');
  const nia = await app.responder('Nia Night');
  await app.at(sundayNight - minuteMs);
  const item = await app.critical();
  await app.act(item.id, 'acknowledge', {}, 'Nia Night');
  const given = await app.post('/api/v1/handoffs', { to: 'Otto Second', all: true }, { actor: 'Nia Night' });
  const handoff = await bodyAs<HandoffBody>(given);
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
    expect(await app.handoffs('?to=Otto%20Second&state=unanswered')).toEqual([handoff]);
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

  test('declined, everything stays as it is', async () => {
    const { app, item, answer } = await handedOver();
    expect(await bodyAs<HandoffBody>(await answer('decline'))).toMatchObject({ state: 'declined' });
    expect((await app.item(item.id)).owner).toBe('Nia Night');
    expect((await answer('accept')).status).toBe(409);
    await app.at(sundayNight + 20 * minuteMs);
    expect(await app.pages()).toEqual([]);
  });

  test('not accepted in time, its critical items escalate to whoever is on but the giver', async () => {
    const { app, otto, nia, item, handoff, answer } = await handedOver();
    await app.at(sundayNight + 10 * minuteMs - 1);
    expect(otto.got).toEqual([]);
    await app.at(sundayNight + 10 * minuteMs);
    expect(otto.messages()).toMatchObject([{ reason: 'hand-off', itemId: item.id }]);
    expect(nia.got).toEqual([]);
    expect(await app.item(item.id)).toMatchObject({ escalatedTo: 'role:lead', escalatedBy: 'system' });
    expect(only(await app.handoffs())).toMatchObject({
      state: 'lapsed',
      escalatedAt: iso(sundayNight + 10 * minuteMs),
    });
    await app.at(sundayNight + 30 * minuteMs);
    expect(otto.got, 'once').toHaveLength(1);
    expect((await answer('accept')).status).toBe(200);
    expect(only(await app.pages())).toMatchObject({
      state: 'answered',
      handoffId: handoff.id,
      answeredBy: 'Otto Second',
    });
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
