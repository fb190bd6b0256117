import { describe, expect, test } from 'vitest';
import type { GivenHandoffBody, HandoffBody } from '../../src/contract/handoffs.ts';
import { bodyAs, expectProblem, iso, start, testApp, walk } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/handoffs';
const minute = 60_000;

/** P1 and P2 wait; P1's item is Ana's. */
const twoItems = async () => {
  const app = await testApp();
  await app.pressure(1, 85);
  await app.pressure(2, 85);
  const [mine, free] = [await app.openItem(1), await app.openItem(2)];
  await app.act(mine.id, 'acknowledge');
  const give = (body: unknown, actor = 'Ana Ruiz') => app.post(path, body, { actor });
  return { app, mine, free, give };
};

describe('POST /handoffs', () => {
  test('200: all of mine', async () => {
    const { app, mine, give } = await twoItems();
    const response = await give({ to: 'Bo Chen', all: true, note: 'P1 expects a call' });
    expect(await bodyAs<HandoffBody>(response)).toEqual({
      id: expect.stringMatching(/^hof_/),
      from: 'Ana Ruiz',
      to: 'Bo Chen',
      state: 'waiting',
      itemIds: [mine.id],
      note: 'P1 expects a call',
      at: iso(start + 2 * minute),
      dueAt: iso(start + 32 * minute),
      acceptedAt: null,
      declinedAt: null,
      escalatedAt: null,
      warnings: ['nobody here is known by the name Bo Chen: add responders, so that a wrong name is noticed'],
    });
    const row = (await app.audit()).at(-1);
    expect(row).toMatchObject({
      action: 'handoff.give',
      actor: 'person:Ana Ruiz',
      detail: { to: 'Bo Chen' },
    });
    expect(JSON.stringify(row)).not.toContain('expects');
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'handoff.changed', patientId: null });
  });

  test('409: what waits for her to accept it already; another person may be given it', async () => {
    const { mine, give } = await twoItems();
    const both = await Promise.all([1, 2].map(() => give({ to: 'Bo Chen', itemIds: [mine.id] })));
    expect(both.map(response => response.status).sort()).toEqual([200, 409]);
    const again = await give({ to: 'Bo Chen', all: true });
    await expectProblem(again, { status: 409, code: 'conflict', field: 'itemIds' });
    expect((await give({ to: 'Cy Diaz', all: true })).status).toBe(200);
  });

  test('200: items named, mine and nobody’s', async () => {
    const { mine, free, give } = await twoItems();
    const body = await bodyAs<HandoffBody>(await give({ to: 'Bo Chen', itemIds: [mine.id, free.id] }));
    expect(body.itemIds.toSorted()).toEqual([mine.id, free.id].toSorted());
  });

  test('400: to a name that is neither a responder’s nor on the plan, where people are known', async () => {
    const { app, free, give } = await twoItems();
    await app.post('/api/v1/responders', { name: 'Bo Chen', url: 'http://127.0.0.1:9/' });
    const shift = { days: ['mon'], from: '08:00', to: '17:00', people: ['Cy Diaz'] };
    const plan = { timeZone: 'America/New_York', shifts: [shift] };
    const coverage = '/api/v1/programs/heart-failure/coverage';
    await app.request(coverage, { method: 'PUT', body: { plan, version: 0 } });
    const refused = { status: 400, code: 'bad-request', field: 'to' };
    await expectProblem(await give({ to: 'Bo Chan', all: true }), refused);
    for (const to of ['Bo Chen', 'Cy Diaz']) {
      expect((await bodyAs<GivenHandoffBody>(await give({ to, itemIds: [free.id] }))).warnings).toEqual([]);
    }
  });

  test('409: what is somebody else’s, telling whose', async () => {
    const { mine, give } = await twoItems();
    const problem = await expectProblem(await give({ to: 'Bo Chen', itemIds: [mine.id] }, 'Cy Diaz'), {
      status: 409,
      code: 'conflict',
      field: 'itemIds',
    });
    expect(problem.conflict).toMatchObject({ by: 'Ana Ruiz', state: 'acknowledged' });
  });

  test('409: what has been closed, telling by whom', async () => {
    const { app, mine, give } = await twoItems();
    await app.close(await app.item(mine.id), {}, 'Cy Diaz');
    const problem = await expectProblem(await give({ to: 'Bo Chen', itemIds: [mine.id] }), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toMatchObject({ by: 'Cy Diaz', state: 'closed' });
  });

  test('422: nothing is mine', async () => {
    const { give } = await twoItems();
    const refused = { status: 422, code: 'not-allowed-now', field: 'all' };
    await expectProblem(await give({ to: 'Bo Chen', all: true }, 'Cy Diaz'), refused);
  });

  test.each([
    ['to oneself', { to: 'Ana Ruiz', all: true }, 'to'],
    ['to nobody', { all: true }, 'to'],
    ['neither items nor all', { to: 'Bo Chen' }, 'itemIds'],
    ['items and all', { to: 'Bo Chen', all: true, itemIds: ['wli_1'] }, 'itemIds'],
    ['no items', { to: 'Bo Chen', itemIds: [] }, 'itemIds'],
    ['an item twice', { to: 'Bo Chen', itemIds: ['wli_1', 'wli_1'] }, 'itemIds'],
    ['an item that is not there', { to: 'Bo Chen', itemIds: ['wli_1'] }, 'itemIds'],
  ])('400: %s', async (_, body, field) => {
    const { app, give } = await twoItems();
    await expectProblem(await give(body), { status: 400, code: 'bad-request', field });
    expect((await app.get<{ items: [] }>(path)).items).toEqual([]);
  });

  describeRefusals({ method: 'POST', path, body: { to: 'Bo Chen', all: true } });
  describeJsonRefusals({ method: 'POST', path, body: { to: 'Bo Chen', all: true } });
});

describe('GET /handoffs', () => {
  test('200: by giver, receiver and state, page by page, the latest first', async () => {
    const { app, free, give } = await twoItems();
    const ids: string[] = [];
    for (const to of ['Bo Chen', 'Cy Diaz', 'Bo Chen']) {
      app.clock.set(app.clock.now() + 31 * minute);
      ids.unshift((await bodyAs<HandoffBody>(await give({ to, itemIds: [free.id] }))).id);
    }
    expect((await walk<HandoffBody>(app, path, 1)).map(h => h.id)).toEqual(ids);
    expect((await walk<HandoffBody>(app, `${path}?to=Bo%20Chen`, 10)).map(h => h.id)).toEqual([
      ids[0],
      ids[2],
    ]);
    await app.post(`${path}/${ids[0]}/decline`, {}, { actor: 'Bo Chen' });
    expect((await walk<HandoffBody>(app, `${path}?state=unanswered`, 10)).map(h => h.id)).toEqual(
      ids.slice(1),
    );
    expect((await walk<HandoffBody>(app, `${path}?state=declined`, 10)).map(h => h.id)).toEqual(
      ids.slice(0, 1),
    );
    expect(await walk<HandoffBody>(app, `${path}?from=Bo%20Chen`, 10)).toEqual([]);
  });

  test('400: a state that is none', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}?state=gone`), {
      status: 400,
      code: 'bad-request',
      field: 'state',
    });
  });
});

describe.each(['accept', 'decline'] as const)('POST /handoffs/{id}/%s', verb => {
  test('200: by the receiver, audited, once', async () => {
    const { app, mine, give } = await twoItems();
    const { id } = await bodyAs<HandoffBody>(await give({ to: 'Bo Chen', all: true }));
    const answer = () => app.post(`${path}/${id}/${verb}`, {}, { actor: 'Bo Chen' });
    const body = await bodyAs<HandoffBody>(await answer());
    expect(body.state).toBe(verb === 'accept' ? 'accepted' : 'declined');
    expect(await bodyAs(await answer())).toEqual(body);
    const rows = (await app.audit()).filter(row => row.action === `handoff.${verb}`);
    expect(rows).toMatchObject([
      { actor: 'person:Bo Chen', detail: { from: 'Ana Ruiz', itemIds: [mine.id] } },
    ]);
  });

  test('404: a hand-off that is not there', async () => {
    const app = await testApp({ patients: 0 });
    const refused = { status: 404, code: 'not-found', field: 'id' };
    await expectProblem(await app.post(`${path}/hof_none/${verb}`, {}), refused);
  });

  test('409: by anybody else, telling whose it is', async () => {
    const { app, give } = await twoItems();
    const { id } = await bodyAs<HandoffBody>(await give({ to: 'Bo Chen', all: true }));
    const problem = await expectProblem(await app.post(`${path}/${id}/${verb}`, {}, { actor: 'Cy Diaz' }), {
      status: 409,
      code: 'conflict',
      field: 'id',
    });
    expect(problem.conflict).toMatchObject({ by: 'Bo Chen', state: 'waiting' });
  });

  test('409: after the other answer, telling who gave it and when', async () => {
    const { app, give } = await twoItems();
    const { id } = await bodyAs<HandoffBody>(await give({ to: 'Bo Chen', all: true }));
    const other = verb === 'accept' ? 'decline' : 'accept';
    await app.post(`${path}/${id}/${other}`, {}, { actor: 'Bo Chen' });
    const problem = await expectProblem(await app.post(`${path}/${id}/${verb}`, {}, { actor: 'Bo Chen' }), {
      status: 409,
      code: 'conflict',
      field: 'id',
    });
    expect(problem.conflict).toMatchObject({ by: 'Bo Chen', at: iso(start + 2 * minute) });
  });

  describeRefusals({ method: 'POST', path: `${path}/hof_none/${verb}`, body: {} });
  describeJsonRefusals({ method: 'POST', path: `${path}/hof_none/${verb}`, body: {} });
});
