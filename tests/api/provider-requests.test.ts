import { describe, expect, test } from 'vitest';
import type { ProviderRequestBody, ProviderRequestsBody } from '../../src/contract/provider-requests.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { listProviderRequests, providerRequestsQuery } from '../../src/worklist/provider-requests.ts';
import { bodyAs, expectProblem, only, type TestApp, testApp, walk } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';
import { person } from './sign-in.ts';

const path = '/api/v1/provider-requests';

const list = (app: TestApp, query = '') => app.get<ProviderRequestsBody>(`${path}${query}`);
const ask = async (app: TestApp, n: number, over: object = {}) =>
  app.act((await app.openItem(n)).id, 'await-provider', { what: `ask about P${n}`, ...over });
const answer = (app: TestApp, id: string, over: object = {}, actor = 'Dr Chen') =>
  app.post(`${path}/${id}/answer`, { decision: 'approved', version: 1, ...over }, { actor });
const answered = async (app: TestApp, id: string, over: object = {}, actor = 'Dr Chen') =>
  bodyAs<ProviderRequestBody>(await answer(app, id, over, actor));
const sites = ({ items }: ProviderRequestsBody) => items.map(request => request.patient.siteId);

describe('GET /provider-requests', () => {
  test('200: a request says who, what, since when, by when, and why', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await ask(app, 1, { kind: 'medication-change', provider: 'Dr Chen' });
    const { items, open, overdue, next } = await list(app);
    expect({ open, overdue, next }).toEqual({ open: 1, overdue: 0, next: null });
    expect(items).toMatchObject([
      {
        version: 1,
        kind: 'medication-change',
        asked: 'ask about P1',
        askedBy: 'Ana Ruiz',
        since: '2026-11-23T12:01:00.000Z',
        due: '2026-11-23T16:01:00.000Z',
        overdue: false,
        provider: 'Dr Chen',
        decision: null,
        answeredAt: null,
        patient: { siteId: 'P1' },
        item: {
          id: item.id,
          state: 'open',
          severity: 'urgent',
          why: { because: 'systolic 75 mmHg; limit 80' },
        },
        undo: null,
      },
    ]);
  });

  test('200: the soonest due comes first, page by page; what is over its time is counted', async () => {
    const app = await testApp({ patients: 4 });
    for (const n of [1, 2, 3]) await app.pressure(n, 85);
    await app.pressure(4, 75);
    for (const n of [1, 2, 3, 4]) await ask(app, n);
    await ask(app, 2, { dueAt: '2026-11-23T14:00:00Z' });
    const all = await walk<ProviderRequestBody>(app, path, 1);
    const dues = all.map(request => request.due);
    expect(all).toHaveLength(4);
    expect(dues).toEqual(dues.toSorted());
    expect(all.slice(0, 2).map(request => request.patient.siteId)).toEqual(['P2', 'P4']);
    await app.setTime(Date.parse('2026-11-23T14:00:00Z'));
    expect(await list(app)).toMatchObject({
      open: 4,
      overdue: 1,
      items: [{ overdue: true }, { overdue: false }, {}, {}],
    });
  });

  test('200: a provider finds what she was asked, and what anybody may answer', async () => {
    const app = await testApp({ patients: 3 });
    for (const n of [1, 2, 3]) await app.pressure(n, 85);
    await ask(app, 1, { provider: 'Dr Chen' });
    await ask(app, 2, { provider: 'Dr Okafor' });
    await ask(app, 3, { kind: 'order' });
    expect(sites(await list(app, '?provider=Dr%20Chen')).sort()).toEqual(['P1', 'P3']);
    expect(sites(await list(app, '?provider=Dr%20Okafor')).sort()).toEqual(['P2', 'P3']);
    expect(sites(await list(app, '?kind=order'))).toEqual(['P3']);
    expect(sites(await list(app, '?program=diabetes'))).toEqual([]);
    const { id } = await app.patient(2);
    expect(sites(await list(app, `?patient=${id}`))).toEqual(['P2']);
    const mine = await app.request(`${path}?provider=@me`, { headers: { 'vigil-actor': 'Dr%20Chen' } });
    expect(sites(await bodyAs<ProviderRequestsBody>(mine)).sort()).toEqual(['P1', 'P3']);
  });

  test('200: who sees only what awaits her sees no more than that, and her own answers', async () => {
    const app = await testApp({ patients: 3 });
    for (const n of [1, 2, 3]) await app.pressure(n, 85);
    await ask(app, 1, { provider: 'Dr Chen' });
    await ask(app, 2, { provider: 'Dr Okafor' });
    await ask(app, 3, { provider: 'Dr Okafor' });
    const covered = only((await list(app)).items.filter(request => request.patient.siteId === 'P3'));
    await answered(app, covered.id, {}, 'Dr Chen');
    const { store } = app.running();
    const viewer = { programs: null, name: 'Dr Chen', onlyAwaiting: true };
    const of = async (asked: object) =>
      sites(await listProviderRequests(store, providerRequestsQuery.parse(asked), viewer, app.clock.now()));
    expect(await of({})).toEqual(['P1']);
    expect(await of({ provider: 'Dr Okafor' })).toEqual([]);
    expect(await of({ state: 'answered' })).toEqual(['P3']);
  });

  test('200: nothing of other programs', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    await ask(app, 1);
    const call = await person(app, 'dia', ['case-manager', 'provider'], { programs: ['diabetes'] });
    expect(await (await call('/provider-requests')).json()).toMatchObject({ items: [], open: 0 });
  });

  test.each([
    ['?state=closed', 'state'],
    ['?kind=favour', 'kind'],
    ['?limit=0', 'limit'],
    ['?cursor=nonsense', 'cursor'],
  ])('400: %s is refused, naming %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });
});

describe('POST /provider-requests/{id}/answer', () => {
  const asked = async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    await ask(app, 1, { provider: 'Dr Chen' });
    return { app, id: only((await list(app)).items).id };
  };

  test('200: ends the wait, by name, with the answer as a note; who has the item is told what changed', async () => {
    const { app, id } = await asked();
    await app.act((await app.openItem(1)).id, 'acknowledge');
    await app.setTime(app.clock.now() + hourMs);
    const body = await answered(app, id, { decision: 'changed', answer: 'a quarter, not a half' });
    expect(body).toMatchObject({
      version: 2,
      decision: 'changed',
      answer: 'a quarter, not a half',
      answeredBy: 'Dr Chen',
      answeredAt: '2026-11-23T13:01:00.000Z',
      undo: { by: 'Dr Chen', until: '2026-11-23T13:01:10.000Z' },
    });
    const item = await app.openItem(1);
    expect(item).toMatchObject({
      state: 'acknowledged',
      awaitingProvider: null,
      awaitingProviderSince: null,
      awaitingProviderFor: null,
      changed: {
        changes: [{ is: 'answered' }],
        said: 'Dr Chen approved otherwise than asked since Ana Ruiz acknowledged it at 07:01',
      },
      undo: { verb: 'provider-answered', by: 'Dr Chen' },
    });
    expect(item.notes.at(-1)).toMatchObject({
      by: 'Dr Chen',
      text: 'The provider: approved otherwise than asked: a quarter, not a half',
    });
    expect(await list(app)).toMatchObject({ items: [], open: 0 });
    expect(sites(await list(app, '?state=answered'))).toEqual(['P1']);
    const kinds = (await app.outbox()).slice(-2).map(event => [event.kind, event.subjectId]);
    expect(kinds).toEqual([
      ['worklist-item.changed', null],
      ['provider-request.changed', id],
    ]);
  });

  test('200: it ends a snooze: whoever waits for it sees it', async () => {
    const { app, id } = await asked();
    await app.act((await app.openItem(1)).id, 'snooze', { until: '2026-11-24T12:00:00Z' });
    await answered(app, id);
    expect(await app.worklist()).toMatchObject({ total: 1, snoozed: 0 });
  });

  test('200: another than the one who was asked may answer', async () => {
    const { app, id } = await asked();
    expect(await answered(app, id, {}, 'Dr Okafor')).toMatchObject({
      provider: 'Dr Chen',
      answeredBy: 'Dr Okafor',
    });
  });

  test('200: taken back within ten seconds, both wait again', async () => {
    const { app, id } = await asked();
    await answered(app, id);
    const item = await app.openItem(1);
    expect(await app.act(item.id, 'undo', {}, 'Dr Chen')).toMatchObject({
      awaitingProvider: { requestId: id, since: '2026-11-23T12:01:00.000Z', version: 3 },
      awaitingProviderFor: 'ask about P1',
    });
    expect((await app.openItem(1)).notes).toHaveLength(1);
    expect(await list(app)).toMatchObject({ open: 1, items: [{ id, decision: null, answeredBy: null }] });
    expect(await answered(app, id, { version: 3 })).toMatchObject({ decision: 'approved' });
  });

  test.each([
    ['no decision', { decision: undefined }, 'decision'],
    ['a decision that is none', { decision: 'maybe' }, 'decision'],
    ['a refusal without a reason', { decision: 'declined' }, 'answer'],
    ['a change that is not said', { decision: 'changed' }, 'answer'],
    ['no version', { version: undefined }, 'version'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await answer(app, 'prq_none', over), { status: 400, code: 'bad-request', field });
  });

  test('404: a request nobody made', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await answer(app, 'prq_none'), { status: 404, code: 'not-found', field: 'id' });
  });

  test('409: somebody answered first, or it was asked anew', async () => {
    const { app, id } = await asked();
    await ask(app, 1, { what: 'stop it?' });
    const replaced = await answer(app, id);
    await expectProblem(replaced, { status: 409, code: 'conflict', field: 'id' });
    const [request] = (await list(app)).items;
    await answered(app, request?.id ?? '');
    const second = await answer(app, request?.id ?? '', { version: 2 }, 'Dr Okafor');
    const problem = await expectProblem(second, { status: 409, code: 'conflict', field: 'id' });
    expect(problem.conflict).toMatchObject({ by: 'Dr Chen', state: 'approved' });
  });

  test('409: it is not as it was seen', async () => {
    const { app, id } = await asked();
    const stale = await answer(app, id, { version: 7 });
    await expectProblem(stale, { status: 409, code: 'conflict', field: 'version' });
  });

  const route = {
    method: 'POST',
    path: `${path}/prq_none/answer`,
    body: { decision: 'approved', version: 1 },
  } as const;
  describeRefusals(route);
  describeJsonRefusals(route);
});
