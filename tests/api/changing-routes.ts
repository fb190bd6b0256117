import { beginIncident, endIncident, goingOn } from '../../src/attendance/incident-rows.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { bodyAs, type CallOptions, iso, reviewsFor, start, type TestApp } from './app.ts';
import { account, cookieOf, password, signInAs } from './sign-in.ts';

/** What nobody may find again outside of the record itself: in no audit row, event, log line or metric. */
export const marker = 'Zyxwvut';
const phone = '+1-555-7781234';
export const markers = [marker, phone, '5557781234'];

export type Prepared = CallOptions & { readonly path: string; readonly actorText?: string };
export type Kit = {
  readonly app: TestApp;
  /** the number of a patient whom no other case has */
  readonly fresh: () => number;
};
/** Makes what a route needs, and gives the call that changes it. */
export type Prepare = (kit: Kit) => Promise<Prepared> | Prepared;

const ana = 'Ana Ruiz';
const post = (path: string, body: unknown = {}): Prepared => ({ path, method: 'POST', body });
const made = async <T = { id: string; version: number }>(
  { app }: Kit,
  path: string,
  body: unknown,
  actor = ana,
) => bodyAs<T>(await app.post(`/api/v1${path}`, body, { actor }));

const itemOf = async (kit: Kit, systolic = 75) => {
  const n = kit.fresh();
  await kit.app.pressure(n, systolic);
  return kit.app.openItem(n);
};
const onItem =
  (verb: string, body: unknown = {}): Prepare =>
  async kit =>
    post(`/worklist/${(await itemOf(kit)).id}/${verb}`, body);
const ofPatient =
  (path: string, body: unknown): Prepare =>
  kit =>
    post(`/patients/P${kit.fresh()}/${path}`, body);

const asked = { what: `Raise it? ${marker}`, kind: 'medication-change' };
const timed = (kit: Kit) =>
  made<{ minutes: { id: string } }>(kit, `/patients/P${kit.fresh()}/minutes/start`, { activity: 'review' });
const byHand = (kit: Kit, ago: number) => ({
  ...{ startedAt: iso(kit.app.clock.now() - ago * hourMs), seconds: 60, activity: 'call', interactive: true },
  note: marker,
});
const entered = async (kit: Kit, ago: number) =>
  made(kit, `/patients/P${kit.fresh()}/minutes`, byHand(kit, ago));
const medicated = async (kit: Kit) => {
  const n = kit.fresh();
  const page = await made<{ items: [{ id: string }] }>(kit, `/patients/P${n}/medications`, { name: marker });
  return `/patients/P${n}/medications/${page.items[0].id}`;
};
const tasked = (kit: Kit) =>
  made(kit, `/patients/P${kit.fresh()}/tasks`, { title: marker, dueAt: iso(kit.app.clock.now() + hourMs) });
const onTask =
  (verb: string, body: (kit: Kit) => object): Prepare =>
  async kit => {
    const { id, version } = await tasked(kit);
    return post(`/tasks/${id}/${verb}`, { version, ...body(kit) });
  };
const handed = async (kit: Kit) => {
  const { id } = await itemOf(kit);
  return (await made(kit, '/handoffs', { to: 'Bo Chen', itemIds: [id], note: marker })).id;
};
const signedIn = async ({ app }: Kit, username: string) => {
  await account(app, username, ['case-manager']);
  return { cookie: cookieOf(await signInAs(app, username)), origin: 'http://127.0.0.1' };
};
const asCookie = (path: string, headers: Readonly<Record<string, string>>, over: CallOptions): Prepared => ({
  ...{ path, actor: null, headers },
  ...over,
});
let weighed = 0;
const rejected = async ({ app }: Kit) => {
  weighed += 1;
  const sent = { topic: `vigil/v1/stray-${weighed}/weight`, payload: { value: 80 + weighed, unit: 'kg' } };
  await app.post('/api/v1/ingest/native', sent);
  const { items } = await app.get<{ items: { id: string }[] }>('/api/v1/rejected?state=waiting');
  const groups = await app.get<{ items: { key: string }[] }>('/api/v1/rejected/groups');
  return { id: items[0]?.id, key: groups.items[0]?.key };
};
let hooks = 0;
const hooked = (kit: Kit) => {
  hooks += 1;
  return made(kit, '/webhooks', { url: `http://127.0.0.1:9/h${hooks}`, kinds: ['page.sent'] });
};
const incident = ({ app }: Kit, gateway: string) => {
  const { store } = app.running();
  const facts = { startedAt: start, because: 'silent', detail: { deviceIds: [], patientIds: [] } };
  return store.write(() => beginIncident(store, 'gateway-silent', gateway, facts, start));
};
const over = ({ app }: Kit, gateway: string) => {
  const { store } = app.running();
  return store.write(async () => {
    const row = await goingOn(store, 'gateway-silent', gateway);
    if (row) await endIncident(store, row, start);
  });
};
const tighter = async ({ app }: Kit, by: number) => {
  const { items } = await app.get<{ items: { version: number }[] }>(
    '/api/v1/programs/heart-failure/rule-sets',
  );
  return {
    version: items[0]?.version,
    limits: { severeSystolicMmHg: 180 - by },
    waiver: 'agreed in the quality circle',
  };
};

/** Every route that changes something, and what it takes to change it once. */
export const changingRoutes: Readonly<Record<string, Prepare>> = {
  'POST /session': async ({ app }) => {
    await account(app, 'sess-1', ['case-manager']);
    return { ...post('/session', { username: 'sess-1', password }), actor: null, actorText: 'Person sess-1' };
  },
  'DELETE /session': async kit => ({
    ...asCookie('/session', await signedIn(kit, 'sess-2'), { method: 'DELETE' }),
    actorText: 'Person sess-2',
  }),
  'POST /session/password': async kit => ({
    ...asCookie('/session/password', await signedIn(kit, 'sess-3'), {
      ...{ method: 'POST', body: { current: password, next: 'another four plain words' } },
    }),
    actorText: 'Person sess-3',
  }),
  'PUT /session/preferences': async kit => ({
    ...asCookie('/session/preferences', await signedIn(kit, 'sess-4'), {
      method: 'PUT',
      body: { weight: 'lb' },
    }),
    actorText: 'Person sess-4',
  }),
  'POST /accounts': () =>
    post('/accounts', { username: 'new-1', name: 'Nell New', roles: ['auditor'], password }),
  'PATCH /accounts/{id}': async ({ app }) => {
    const id = await account(app, 'new-2', ['auditor']);
    return { path: `/accounts/${id}`, method: 'PATCH', body: { version: 1, roles: ['lead'] } };
  },
  'POST /tokens': () => post('/tokens', { name: 'ehr', scopes: ['worklist:read'] }),
  'DELETE /tokens/{id}': async kit => {
    const { id } = await made(kit, '/tokens', { name: 'ehr', scopes: ['worklist:read'] });
    return { path: `/tokens/${id}`, method: 'DELETE' };
  },

  'POST /worklist/acknowledge': async kit => {
    const { id, version } = await itemOf(kit, 85);
    return post('/worklist/acknowledge', { items: [{ id, version }] });
  },
  'POST /worklist/reassign': async kit => {
    const { id } = await itemOf(kit);
    await kit.app.act(id, 'assign', { to: 'Bo Chen' });
    return post('/worklist/reassign', { from: 'Bo Chen', to: ana, itemIds: [id] });
  },
  'POST /worklist/{id}/acknowledge': onItem('acknowledge'),
  'POST /worklist/{id}/assign': onItem('assign', { to: 'Bo Chen' }),
  'POST /worklist/{id}/snooze': onItem('snooze', { until: iso(start + dayMs), reason: marker }),
  'POST /worklist/{id}/escalate': onItem('escalate', { to: { role: 'lead' }, why: marker }),
  'POST /worklist/{id}/await-provider': onItem('await-provider', asked),
  'POST /worklist/{id}/provider-answered': async kit => {
    const { id } = await itemOf(kit);
    await kit.app.act(id, 'await-provider', asked);
    return post(`/worklist/${id}/provider-answered`, { answer: marker });
  },
  'POST /worklist/{id}/note': onItem('note', { text: `${marker} ${phone}` }),
  'POST /worklist/{id}/log-contact': onItem('log-contact', {
    ...{ who: 'patient', channel: 'phone', reached: true, note: `${marker} ${phone}` },
  }),
  'POST /worklist/{id}/steps': onItem('steps', { ruleId: 'bp-low', step: 0, done: true }),
  'POST /worklist/{id}/close': async kit => {
    const item = await itemOf(kit);
    return post(`/worklist/${item.id}/close`, { reviews: reviewsFor(item), note: marker });
  },
  'POST /worklist/{id}/reopen': async kit => {
    const item = await itemOf(kit);
    await kit.app.close(item);
    return post(`/worklist/${item.id}/reopen`, { why: marker });
  },
  'POST /worklist/{id}/undo': async kit => {
    const { id } = await itemOf(kit);
    await kit.app.act(id, 'note', { text: marker });
    return post(`/worklist/${id}/undo`);
  },
  'POST /views': () => post('/views', { name: marker, query: { lane: 'clinical' } }),
  'DELETE /views/{id}': async kit => {
    const { id } = await made(kit, '/views', { name: `${marker} 2`, query: { lane: 'clinical' } });
    return { path: `/views/${id}`, method: 'DELETE' };
  },
  'POST /provider-requests/{id}/answer': async kit => {
    const { id: itemId } = await itemOf(kit);
    await kit.app.act(itemId, 'await-provider', asked);
    const page = await kit.app.get<{ items: { id: string; version: number; item: { id: string } }[] }>(
      '/api/v1/provider-requests?limit=200',
    );
    const { id, version } = page.items.find(request => request.item.id === itemId) ?? {};
    return post(`/provider-requests/${id}/answer`, { version, decision: 'approved', answer: marker });
  },
  'POST /handoffs': async kit =>
    post('/handoffs', { to: 'Bo Chen', itemIds: [(await itemOf(kit)).id], note: marker }),
  'POST /handoffs/{id}/accept': async kit => ({
    ...post(`/handoffs/${await handed(kit)}/accept`),
    actor: 'Bo Chen',
    actorText: 'Bo Chen',
  }),
  'POST /handoffs/{id}/decline': async kit => ({
    ...post(`/handoffs/${await handed(kit)}/decline`, {}),
    actor: 'Bo Chen',
    actorText: 'Bo Chen',
  }),
  'POST /incidents/{id}/acknowledge': async kit =>
    post(`/incidents/${await incident(kit, 'gw-a')}/acknowledge`),
  'POST /incidents/{id}/close': async kit => {
    const id = await incident(kit, 'gw-b');
    await kit.app.post(`/api/v1/incidents/${id}/acknowledge`, {});
    await over(kit, 'gw-b');
    return post(`/incidents/${id}/close`);
  },

  'PATCH /patients/{id}': kit => ({ path: `/patients/P${kit.fresh()}`, method: 'PATCH', body: { phone } }),
  'POST /patients/{id}/status': ofPatient('status', {
    status: 'away',
    reason: marker,
    resumesAt: iso(start + dayMs),
  }),
  'POST /patients/{id}/discharges': ofPatient('discharges', {
    ...{ class: 'inpatient', admittedAt: iso(start - 3 * dayMs), dischargedAt: iso(start - hourMs) },
  }),
  'POST /patients/{id}/contacts': ofPatient('contacts', {
    ...{ who: 'patient', channel: 'phone', reached: false, note: `${marker} ${phone}` },
  }),
  'POST /patients/{id}/limits': ofPatient('limits', {
    ...{ key: 'limits.severeSystolicMmHg', value: 190, why: marker, until: iso(start + 30 * dayMs) },
  }),
  'POST /patients/{id}/limits/{setting}/end': async kit => {
    const n = kit.fresh();
    const own = { key: 'limits.severeSystolicMmHg', value: 190, why: marker, until: iso(start + 30 * dayMs) };
    const { own: kept } = await made<{ own: [{ id: string }] }>(kit, `/patients/P${n}/limits`, own);
    return post(`/patients/P${n}/limits/${kept[0].id}/end`, { why: marker });
  },
  'POST /patients/{id}/tasks': ofPatient('tasks', {
    title: marker,
    dueAt: iso(start + dayMs),
    because: marker,
  }),
  'POST /patients/{id}/symptoms': ofPatient('symptoms', {
    ...{ answers: { swelling: 'worse' }, saidBy: 'patient', note: marker },
  }),
  'POST /symptom-reports/{id}/withdraw': async kit => {
    const said = { answers: { swelling: 'some' }, saidBy: 'patient', note: marker };
    return post(
      `/symptom-reports/${(await made(kit, `/patients/P${kit.fresh()}/symptoms`, said)).id}/withdraw`,
    );
  },
  'POST /patients/{id}/medications': ofPatient('medications', { name: marker, note: marker }),
  'POST /patients/{id}/medications/{medication}/end': async kit =>
    post(`${await medicated(kit)}/end`, { version: 1 }),
  'POST /patients/{id}/medications/{medication}/remove': async kit =>
    post(`${await medicated(kit)}/remove`, { version: 1 }),
  'PATCH /patients/{id}/medications/{medication}': async kit => ({
    path: await medicated(kit),
    method: 'PATCH',
    body: { version: 1, dose: marker },
  }),
  'POST /patients/{id}/problems': ofPatient('problems', { system: 'icd10', code: 'I50.9' }),
  'POST /patients/{id}/problems/{problem}/remove': async kit => {
    const n = kit.fresh();
    const code = { system: 'icd10', code: 'I50.9' };
    const { items } = await made<{ items: [{ id: string }] }>(kit, `/patients/P${n}/problems`, code);
    return post(`/patients/P${n}/problems/${items[0].id}/remove`);
  },
  'POST /patients/{id}/minutes': kit => post(`/patients/P${kit.fresh()}/minutes`, byHand(kit, 20)),
  'POST /patients/{id}/minutes/start': kit => ({
    ...post(`/patients/P${kit.fresh()}/minutes/start`, { activity: 'call' }),
    actor: 'Cy Diaz',
    actorText: 'Cy Diaz',
  }),
  'POST /minutes/{id}/pause': async kit =>
    post(`/minutes/${(await timed(kit)).minutes.id}/pause`, { seconds: 0 }),
  'POST /minutes/{id}/stop': async kit =>
    post(`/minutes/${(await timed(kit)).minutes.id}/stop`, { seconds: 0, note: marker }),
  'POST /minutes/{id}/approve': async kit =>
    post(`/minutes/${(await entered(kit, 22)).id}/approve`, { version: 1 }),
  'POST /minutes/{id}/discard': async kit =>
    post(`/minutes/${(await entered(kit, 24)).id}/discard`, { version: 1 }),
  'POST /tasks/{id}/done': onTask('done', () => ({ outcome: marker })),
  'POST /tasks/{id}/cancel': onTask('cancel', () => ({ why: marker })),
  'POST /tasks/{id}/move': onTask('move', ({ app }) => ({ dueAt: iso(app.clock.now() + dayMs) })),

  'POST /readings/{id}/resolve': async kit => {
    const { readingId } = (await kit.app.weight(kit.fresh(), 400)) as { readingId?: string };
    return post(`/readings/${readingId}/resolve`, { decision: 'discard', note: marker });
  },
  'POST /devices/{id}/assignments': kit =>
    post('/devices/spare-1/assignments', { patient: `P${kit.fresh()}`, kind: 'weight', perWeek: 7 }),
  'POST /assignments/{id}/end': async kit => {
    const given = { patient: `P${kit.fresh()}`, kind: 'weight', perWeek: 7, from: iso(start - dayMs) };
    const { assignment } = await made<{ assignment: { id: string } }>(
      kit,
      '/devices/spare-2/assignments',
      given,
    );
    return post(`/assignments/${assignment.id}/end`);
  },
  'POST /rejected/{id}/replay': async kit => post(`/rejected/${(await rejected(kit)).id}/replay`),
  'POST /rejected/{id}/discard': async kit =>
    post(`/rejected/${(await rejected(kit)).id}/discard`, { why: marker }),
  'POST /rejected/groups/{key}/replay': async kit => {
    const { key, id } = await rejected(kit);
    const others = await kit.app.get<{ items: { id: string }[] }>(
      '/api/v1/rejected?state=waiting&limit=1000',
    );
    for (const other of others.items) {
      if (other.id !== id) await kit.app.post(`/api/v1/rejected/${other.id}/discard`, { why: 'x' });
    }
    return post(`/rejected/groups/${key}/replay`);
  },
  'POST /rejected/groups/{key}/discard': async kit =>
    post(`/rejected/groups/${(await rejected(kit)).key}/discard`, { why: marker }),

  'PUT /programs/{id}': async kit => {
    const { limits, waiver } = await tighter(kit, 3);
    const body = { name: 'HF', limits: { ...defaultLimits, ...limits }, waiver };
    return { path: '/programs/heart-failure', method: 'PUT', body };
  },
  'POST /programs/{id}/rule-sets': async kit =>
    post('/programs/heart-failure/rule-sets', await tighter(kit, 5)),
  'PUT /programs/{id}/risk-settings': () => {
    const body = {
      version: 0,
      percents: [2, 6],
      capacity: null,
      alertEveryDays: 14,
      deterioration: { on: false },
    };
    return { path: '/programs/heart-failure/risk-settings', method: 'PUT', body };
  },
  'PUT /programs/{id}/coverage': () => {
    const shift = { days: ['mon'], from: '08:00', to: '17:00', people: [ana] };
    const body = { plan: { timeZone: 'America/New_York', shifts: [shift] }, version: 0 };
    return { path: '/programs/diabetes/coverage', method: 'PUT', body };
  },
  'POST /responders': () => post('/responders', { name: 'Bo Chen', url: 'http://127.0.0.1:9/r' }),
  'DELETE /responders/{id}': async kit => {
    const { id } = await made(kit, '/responders', { name: 'Cy Diaz', url: 'http://127.0.0.1:9/s' });
    return { path: `/responders/${id}`, method: 'DELETE' };
  },
  'POST /backtests': () =>
    post('/backtests', {
      program: 'hypertension',
      limits: { lowSystolicMmHg: 74, veryLowSystolicMmHg: 70 },
      days: 7,
    }),

  'POST /roster': () => ({
    ...{ path: '/roster', method: 'POST', type: 'text/csv' },
    text: `patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek\nR1,${marker},${marker},1951-04-09,female,America/New_York,diabetes,r1,weight,7\n`,
  }),
  'POST /encounters': kit => ({
    ...{ path: '/encounters', method: 'POST', type: 'text/csv' },
    text: `patient,class,admittedAt,dischargedAt,emergent\nP${kit.fresh()},inpatient,2026-11-01T10:00:00-05:00,2026-11-05T12:00:00-05:00,yes\n`,
  }),
  'POST /conditions': kit => ({
    ...{ path: '/conditions', method: 'POST', type: 'text/csv' },
    text: `patient,system,code,onset\nP${kit.fresh()},icd10,I50.9,\n`,
  }),
  'POST /webhooks': () => post('/webhooks', { url: 'http://127.0.0.1:9/', kinds: ['page.sent'] }),
  'DELETE /webhooks/{id}': async kit => ({ path: `/webhooks/${(await hooked(kit)).id}`, method: 'DELETE' }),
  'POST /webhooks/{id}/test': async kit => post(`/webhooks/${(await hooked(kit)).id}/test`),
  'POST /webhooks/{id}/deliveries/{delivery}/retry': async kit => {
    const { id } = await hooked(kit);
    const { store } = kit.app.running();
    const row = {
      webhookId: id,
      eventId: 1,
      kind: 'page.sent',
      body: '{}',
      state: 'dead',
      attempts: 1,
    } as const;
    const [delivery] = await store.write(() =>
      store.db
        .insert(store.t.webhookDelivery)
        .values({ ...row, createdAt: start })
        .returning(),
    );
    return post(`/webhooks/${id}/deliveries/${delivery?.id}/retry`);
  },
};

/** Routes that do several things at once, each with a row of its own. */
export const severalRows: Readonly<Record<string, readonly string[]>> = {
  'POST /handoffs/{id}/accept': ['handoff.accept', 'worklist-item.assign'],
  'POST /patients/{id}/discharges': ['patient.discharge', 'care-task.start', 'patient.set-limit'],
  'POST /rejected/groups/{key}/discard': ['rejected-message.discard'],
  'PUT /programs/{id}': ['program.put', 'rule-set.activate'],
};

/** Routes that may be called twice, and why that does no harm; any other refuses the second of two equal calls at once. */
export const repeatable: Readonly<Record<string, string>> = {
  'POST /session': 'a person may sign in at two places',
  'DELETE /session': 'signed out is signed out',
  'PUT /session/preferences': 'says how things are',
  'POST /tokens': 'each is told once',
  'POST /worklist/acknowledge': 'refuses each item by itself',
  'POST /worklist/reassign': 'refuses each item by itself',
  'POST /worklist/{id}/assign': 'says how things are; with a version it is refused',
  'POST /worklist/{id}/snooze': 'says how things are; with a version it is refused',
  'POST /worklist/{id}/escalate': 'says how things are; with a version it is refused',
  'POST /worklist/{id}/await-provider': 'replaces what was asked; with a version it is refused',
  'POST /worklist/{id}/note': 'what was said twice may be so',
  'POST /worklist/{id}/log-contact': 'two calls may be so',
  'POST /worklist/{id}/steps': 'is of who was first',
  'POST /handoffs/{id}/accept': 'accepted is accepted',
  'POST /handoffs/{id}/decline': 'declined is declined',
  'PATCH /patients/{id}': 'says how things are; with `ifUpdatedAt` it is refused',
  'POST /patients/{id}/status': 'says how things are',
  'POST /patients/{id}/contacts': 'two calls may be so',
  'POST /patients/{id}/limits': 'takes the place of the first',
  'POST /patients/{id}/tasks': 'two tasks may be so',
  'POST /patients/{id}/symptoms': 'the later one says what is so now',
  'POST /patients/{id}/minutes/start': 'one person has one timer',
  'POST /minutes/{id}/pause': 'says what it counted',
  'POST /rejected/{id}/replay': 'what is still no reading is rejected again',
  'POST /rejected/groups/{key}/replay': 'what is still no reading is rejected again',
  'POST /rejected/groups/{key}/discard': 'does what is left',
  'PUT /programs/{id}': 'says how things are',
  'POST /roster': 'the same file changes nothing',
  'POST /encounters': 'the same file changes nothing',
  'POST /conditions': 'the same file changes nothing',
  'POST /webhooks': 'one receiver may have two',
  'POST /webhooks/{id}/test': 'a question',
};

/** Routes that are not read by GET and yet change nothing that an audit would be asked for. */
export const changesNothing: Readonly<Record<string, string>> = {
  'POST /session/active': 'a sign of life, each minute',
  'POST /patients/search': 'a search, so that what is searched for stands in no URL; logged as a read',
  'POST /patients/{id}/limits/what-if': 'a question; logged as a read',
  'POST /ingest/native': 'readings of devices, which are kept themselves',
};
