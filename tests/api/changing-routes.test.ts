import { expect, test } from 'vitest';
import { routeRules } from '../../src/api/permissions.ts';
import { createApi } from '../../src/api/server.ts';
import { createLog } from '../../src/log.ts';
import { call, rosterOf, testApp } from './app.ts';
import {
  changesNothing,
  changingRoutes,
  type Kit,
  markers,
  type Prepare,
  repeatable,
  severalRows,
} from './changing-routes.ts';

const person = 'Ana Ruiz';

const openKit = async () => {
  const app = await testApp({ patients: 0 });
  await app.importRoster(rosterOf(70));
  const lines: string[] = [];
  const api = createApi({ ...app.apiDeps(), log: createLog(app.clock.now, line => lines.push(line)) });
  let used = 2;
  const kit: Kit = {
    app,
    fresh: () => {
      used += 1;
      return used;
    },
  };
  return { kit, api, lines };
};
type Opened = Awaited<ReturnType<typeof openKit>>;

/** What is wrong with the audit of one call, in words; nothing when it is as promised. */
const faultsOf = async ({ kit, api }: Opened, route: string, prepare: Prepare): Promise<string[]> => {
  const { app } = kit;
  const { path, actorText = person, ...init } = await prepare(kit);
  await app.idle();
  const before = new Set((await app.audit()).map(row => row.id));
  const token = init.actor === null ? {} : { token: app.running().tokens.operator };
  const response = await call(api, `/api/v1${path}`, { ...token, ...init });
  if (response.status !== 200) return [`${route}: ${response.status} ${await response.text()}`];
  await app.idle();
  const rows = (await app.audit()).filter(row => !before.has(row.id) && row.actor !== 'system:system');
  const [row] = rows;
  const several = severalRows[route] ?? [];
  const isAsPromised =
    rows.length === 1 || (rows.length > 1 && rows.every(({ action }) => several.includes(action)));
  const subjects = new Set(rows.map(({ action, subjectId }) => `${action} ${subjectId}`));
  if (!row || !isAsPromised || subjects.size < rows.length)
    return [`${route}: ${rows.length} rows: ${rows.map(r => `${r.action} ${r.subjectType}`).join(', ')}`];
  return [
    ...(rows.every(r => r.actor.includes(actorText)) ? [] : [`${route}: done by ${row.actor}`]),
    ...(rows.every(r => r.subjectType && r.subjectId) ? [] : [`${route}: no subject`]),
    ...(path.startsWith('/patients/') && row.patientId === null ? [`${route}: no patient`] : []),
  ];
};

const ofChange = Object.keys(routeRules).filter(route => !route.startsWith('GET '));

test('every route that changes something is tried here, or says why nobody would ask for its audit', () => {
  const told = [...Object.keys(changingRoutes), ...Object.keys(changesNothing)];
  expect(told.toSorted()).toEqual(ofChange.toSorted());
});

test('each leaves exactly one audit row, by its doer and with its subject; what was written stands nowhere else', async () => {
  const opened = await openKit();
  const { kit, lines } = opened;
  const faults: string[] = [];
  for (const [route, prepare] of Object.entries(changingRoutes))
    faults.push(...(await faultsOf(opened, route, prepare)));
  const { store, metrics } = kit.app.running();
  const outbox = await store.reader.select().from(store.t.outbox);
  const told = {
    audit: JSON.stringify(await kit.app.audit()),
    outbox: JSON.stringify(outbox),
    log: lines.join('\n'),
    metrics: await metrics.render(),
  };
  for (const [where, text] of Object.entries(told))
    for (const word of markers) if (text.includes(word)) faults.push(`${where} tells ${word}`);
  expect(faults).toEqual([]);
}, 120_000);

test('of two equal calls at once the second is refused, unless it does no harm', async () => {
  const { kit, api } = await openKit();
  const faults: string[] = [];
  for (const [route, prepare] of Object.entries(changingRoutes)) {
    const { path, actorText: _, ...init } = await prepare(kit);
    const token = init.actor === null ? {} : { token: kit.app.running().tokens.operator };
    const send = () => call(api, `/api/v1${path}`, { ...token, ...init });
    const statuses = (await Promise.all([send(), send()])).map(({ status }) => status).sort();
    const isAsPromised =
      route in repeatable
        ? statuses.every(status => status === 200)
        : statuses[0] === 200 && [401, 404, 409, 422].includes(statuses[1] ?? 0);
    if (!isAsPromised) faults.push(`${route}: ${statuses.join(' and ')}`);
    await kit.app.idle();
  }
  expect(faults).toEqual([]);
}, 120_000);
