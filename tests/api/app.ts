import { expect, onTestFinished } from 'vitest';
import type { ApiDeps } from '../../src/api/context.ts';
import { startApp } from '../../src/app.ts';
import { heldClock } from '../../src/clock.ts';
import { localSignIn } from '../../src/config-sign-in.ts';
import type { AlertBody, PatientAlertBody } from '../../src/contract/alerts.ts';
import type { ImportReport, OutcomeBody } from '../../src/contract/ingest.ts';
import type { PatientBody } from '../../src/contract/patients.ts';
import type { ProblemBody } from '../../src/contract/problem.ts';
import type { WorklistBody, WorklistItemBody } from '../../src/contract/worklist.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { silentLog } from '../../src/log.ts';
import { historyOf } from '../../src/readings/history/influx-history.ts';
import { createEventFeed } from '../../src/worklist/event-feed.ts';
import type { App } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { migrated } from '../support/migrated.ts';
import { tempFolder } from '../support/store.ts';

/** Monday 23 November 2026, 07:00 in New York. */
export const start = Date.parse('2026-11-23T12:00:00Z');
export const iso = (at: number): string => new Date(at).toISOString();

export const rosterHeader =
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,from,slot,phone';

/** What must never appear in an answer that is an error. */
export const patientWords = ['Quillfeather', 'Annabel', '1951-04-09', '555-0199'];

// so few readings are expected that silence never alerts in these tests
const perWeek = 0.25;

const person = (n: number) =>
  `P${n},Quillfeather${String(n).padStart(3, '0')},Annabel,1951-04-09,female,America/New_York,heart-failure`;

export const rosterLine = (n: number, device: string, kind: string, slot = ''): string =>
  `${person(n)},${device},${kind},${perWeek},,${slot},555-0199`;

/** Patients P1…Pn, each with cuff-n, meter-n and scale-n; P1 and P2 share the cuff `shared`. */
export const rosterOf = (count: number): string => {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const own = numbers.flatMap(n => [
    rosterLine(n, `cuff-${n}`, 'blood-pressure'),
    rosterLine(n, `meter-${n}`, 'glucose'),
    rosterLine(n, `scale-${n}`, 'weight'),
  ]);
  const shared = numbers.filter(n => n <= 2).map(n => rosterLine(n, 'shared', 'blood-pressure'));
  return `${[rosterHeader, ...own, ...shared].join('\n')}\n`;
};

export type CallOptions = {
  readonly method?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly actor?: string | null;
  readonly type?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** by default the operator's, with which one may act for anybody; null: nobody is signed in */
  readonly token?: string | null;
};

const headersOf = ({ method = 'GET', actor, type, token, headers }: CallOptions): Record<string, string> => ({
  host: '127.0.0.1',
  ...(typeof token === 'string' && actor !== null ? { authorization: `Bearer ${token}` } : {}),
  ...(method === 'GET' || type === null ? {} : { 'content-type': type ?? 'application/json' }),
  ...(method === 'GET' || actor === null ? {} : { 'vigil-actor': actor ?? 'Ana Ruiz' }),
  ...headers,
});

const bodyOf = ({ method = 'GET', body, text }: CallOptions): { body?: string } => {
  if (method === 'GET') return {};
  return { body: text ?? JSON.stringify(body ?? {}) };
};

type Requests = { readonly request: (path: string, init: RequestInit) => Response | Promise<Response> };

/** Calls an API as a program on the same machine would. */
export const call = async (api: Requests, path: string, options: CallOptions = {}): Promise<Response> =>
  api.request(path, {
    method: options.method ?? 'GET',
    headers: headersOf(options),
    ...bodyOf(options),
  });

export const bodyAs = async <T>(response: Response): Promise<T> => (await response.json()) as T;

export type Expected = {
  readonly status: number;
  readonly code: string;
  /** null: the problem concerns no single field */
  readonly field: string | null;
};

const internals = /SQLITE|drizzle|node_modules|\.ts:\d|Error:|\[object|secret/i;

/** Checks what every error promises: problem+json, a request id, field and remedy, no patient data, no internals. */
export const expectProblem = async (response: Response, expected: Expected): Promise<ProblemBody> => {
  const text = await response.text();
  const problem = JSON.parse(text) as ProblemBody;
  expect({ status: response.status, code: problem.code, field: problem.field ?? null }, text).toEqual(
    expected,
  );
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(problem.status).toBe(expected.status);
  expect(problem.requestId).toMatch(/^req_[0-9a-f]{20}$/);
  expect(response.headers.get('x-request-id')).toBe(problem.requestId);
  expect(problem.title).not.toBe('');
  expect(problem.detail).not.toBe('');
  expect(problem.remedy ?? '', `a remedy in ${text}`).not.toBe('');
  expect(text).not.toMatch(internals);
  for (const word of patientWords) expect(text).not.toContain(word);
  return problem;
};

export type TestAppOptions = {
  readonly patients?: number;
  readonly rules?: readonly Rule[];
};

const startIn = async (
  folder: string,
  database: string | null,
  clock: ReturnType<typeof heldClock>,
  rules?: readonly Rule[],
) =>
  (await startApp({
    dataFolder: database === null ? await migrated(folder) : folder,
    database,
    readers: 2,
    host: '127.0.0.1',
    port: null,
    mqttPort: null,
    maxPayloadBytes: 4_096,
    clock,
    log: silentLog,
    webFolder: null,
    durable: false,
    ...(rules ? { rules } : {}),
  })) as App;

/** The whole of Vigil in this process, over a folder that is deleted when the test ends, on a clock that stands. */
export const testApp = async (options: TestAppOptions = {}) => {
  const folder = tempFolder();
  const clock = heldClock(start);
  const database = await testDatabase();
  let app: App = await startIn(folder, database, clock, options.rules);
  onTestFinished(() => app.close());

  const request = (path: string, init: CallOptions = {}) =>
    call(app.api, path, { token: app.tokens.operator, ...init });
  const post = (path: string, body: unknown, init: CallOptions = {}) =>
    request(path, { method: 'POST', body, ...init });
  const ok = async <T>(answer: Response | Promise<Response>): Promise<T> => {
    const response = await answer;
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    return bodyAs<T>(response);
  };
  const get = <T>(path: string) => ok<T>(request(path));
  const idle = async () => {
    await app.evaluator.idle();
    await app.risk.idle();
  };
  const setTime = async (at: number): Promise<void> => {
    clock.set(at);
    await idle();
  };

  const importRoster = (csv: string) =>
    ok<ImportReport>(request('/api/v1/roster', { method: 'POST', text: csv, type: 'text/csv' }));
  const send = (device: string, channel: string, payload: unknown, mode?: 'live' | 'history') =>
    ok<OutcomeBody>(
      post('/api/v1/ingest/native', {
        topic: `vigil/v1/${device}/${channel}`,
        payload,
        ...(mode ? { mode } : {}),
      }),
    );
  const measuredAt = () => iso(clock.now());
  /** A minute passes, the patient measures, and the reading is judged. */
  const measure = async (device: string, channel: string, payload: Record<string, unknown>) => {
    clock.set(clock.now() + minuteMs);
    const outcome = await send(device, channel, { measuredAt: measuredAt(), ...payload });
    await idle();
    return outcome;
  };
  const pressure = (n: number, systolic: number, diastolic = 60) =>
    measure(`cuff-${n}`, 'blood-pressure', { systolic, diastolic, unit: 'mm[Hg]' });
  const glucose = (n: number, value: number | 'HI' | 'LO') =>
    measure(`meter-${n}`, 'glucose', { value, unit: 'mg/dL' });
  const weight = (n: number, value: number) => measure(`scale-${n}`, 'weight', { value, unit: 'kg' });

  const worklist = (query = '') => get<WorklistBody>(`/api/v1/worklist${query}`);
  const patient = (n: number) => get<PatientBody>(`/api/v1/patients/P${n}`);
  const alerts = async (n: number) =>
    (await get<{ items: PatientAlertBody[] }>(`/api/v1/patients/P${n}/alerts`)).items;
  const item = (id: string) => get<WorklistItemBody>(`/api/v1/worklist/${id}`);
  /** The one open item of a patient. */
  const openItem = async (n: number): Promise<WorklistItemBody> => {
    const { openItemId } = await patient(n);
    if (openItemId === null) throw new Error(`P${n} has no open item`);
    return item(openItemId);
  };
  const hasItem = async (n: number) => (await patient(n)).openItemId !== null;

  const verb = (id: string, name: string, body: unknown = {}, actor = 'Ana Ruiz') =>
    post(`/api/v1/worklist/${id}/${name}`, body, { actor });
  const act = (id: string, name: string, body: unknown = {}, actor = 'Ana Ruiz') =>
    ok<WorklistItemBody>(verb(id, name, body, actor));
  /** Reviews every alert that needs it and closes the item. */
  const close = (closing: WorklistItemBody, over: Record<string, unknown> = {}, actor = 'Ana Ruiz') =>
    act(closing.id, 'close', { reviews: reviewsFor(closing, over) }, actor);

  const audit = () => app.store.reader.select().from(app.store.t.auditLog).orderBy(app.store.t.auditLog.id);
  /** Without the events of the ranking, which is computed anew soon after whatever a test begins with. */
  const outbox = async () => {
    const { reader, t } = app.store;
    const events = await reader.select().from(t.outbox).orderBy(t.outbox.id);
    return events.filter(event => event.kind !== 'risk.changed');
  };

  if (options.patients !== 0) await importRoster(rosterOf(options.patients ?? 2));
  await idle();

  /** What the API of the app that runs now works with, for one built otherwise over it. */
  const apiDeps = (): ApiDeps => {
    const { store, directory, ingest, metrics, accessLog, risk, models, backtests, tokens } = app;
    return {
      ...{ store, directory, ingest, metrics, accessLog, risk, models, backtests, tokens, clock },
      ...{ feed: createEventFeed(store), log: silentLog, signIn: localSignIn, webFolder: null },
      ...{ kick: () => {}, notReady: () => null },
      history: historyOf({ sql: store.readerSql, influx: null }),
    };
  };

  return {
    /** the app that runs now; another one after a restart */
    running: () => app,
    apiDeps,
    clock,
    setTime,
    request,
    post,
    get,
    idle,
    importRoster,
    send,
    pressure,
    glucose,
    weight,
    worklist,
    patient,
    alerts,
    item,
    openItem,
    hasItem,
    verb,
    act,
    close,
    audit,
    outbox,
    /** The process ends, and another one opens the same folder. */
    restart: async () => {
      await app.close();
      app = await startIn(folder, database, clock, options.rules);
      await idle();
    },
  };
};

export type TestApp = Awaited<ReturnType<typeof testApp>>;

export const review = (alertId: string, over: Record<string, unknown> = {}) => ({
  alertId,
  verdict: 'true',
  action: 'advised-patient',
  ...over,
});

export const reviewsFor = (item: WorklistItemBody, over: Record<string, unknown> = {}) =>
  item.alerts.filter(a => a.needsReview).map(a => review(a.id, over));

/** The only element; anything else fails the test. */
export const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1);
  return items[0] as T;
};

export const alertOf = (item: WorklistItemBody, ruleId: string): AlertBody =>
  only(item.alerts.filter(a => a.ruleId === ruleId && a.state !== 'ended'));

/** Every entry of a list, page by page. */
export const walk = async <T>(
  app: Pick<TestApp, 'get'>,
  path: string,
  limit: number,
  betweenPages: () => Promise<unknown> = () => Promise.resolve(),
): Promise<T[]> => {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const at: string = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`;
    const page: { items: T[]; next: string | null } = await app.get(at);
    all.push(...page.items);
    cursor = page.next;
    if (cursor !== null) await betweenPages();
  } while (cursor !== null);
  return all;
};
