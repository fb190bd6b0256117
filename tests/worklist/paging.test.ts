import { describe, expect, test } from 'vitest';
import type { WorklistLineBody } from '../../src/contract/worklist.ts';
import { encodeCursor } from '../../src/cursor.ts';
import { severityRank } from '../../src/domain/alert.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { slaBucketIndex } from '../../src/worklist/rank.ts';
import { expectProblem, iso, start, type TestApp, testApp, walk } from '../api/app.ts';
import { putItems } from './rows.ts';

const size = 130;
const path = '/api/v1/worklist';

const systolics = [85, 75, 84, 500];

/** The patients first…last measure at once: warnings, urgents and suspect readings. */
const measureAll = async (app: TestApp, first: number, last: number): Promise<void> => {
  const messages = Array.from({ length: last - first + 1 }, (_, i) => first + i).map(n => ({
    topic: `vigil/v1/cuff-${n}/blood-pressure`,
    payload: { measuredAt: iso(app.clock.now()), systolic: systolics[n % 4], diastolic: 40, unit: 'mm[Hg]' },
  }));
  const response = await app.post('/api/v1/ingest/native', { messages });
  expect(response.status).toBe(200);
  await app.idle();
};

/** 120 items opened at three different times, and ten patients who have none yet. */
const fullWorklist = async (): Promise<TestApp> => {
  const app = await testApp({ patients: size });
  for (const [first, last] of [
    [81, 120],
    [1, 40],
    [41, 80],
  ] as const) {
    await app.setTime(app.clock.now() + 7 * minuteMs);
    await measureAll(app, first, last);
  }
  return app;
};

const rankAt = (asOf: number) => (a: WorklistLineBody, b: WorklistLineBody) =>
  severityRank[b.severity] - severityRank[a.severity] ||
  Number(b.confirmed) - Number(a.confirmed) ||
  slaBucketIndex(Date.parse(a.slaDueAt), asOf) - slaBucketIndex(Date.parse(b.slaDueAt), asOf) ||
  Date.parse(a.openedAt) - Date.parse(b.openedAt) ||
  (a.id < b.id ? -1 : 1);

const ids = (items: readonly WorklistLineBody[]): string[] => items.map(i => i.id);

describe('walking the worklist page by page', () => {
  test('pages of any size hold every item exactly once, in rank order', async () => {
    const app = await fullWorklist();
    for (const limit of [1, 7, 50, 119, 120, 200]) {
      const items = await walk<WorklistLineBody>(app, path, limit);
      expect(items, `pages of ${limit}`).toHaveLength(120);
      expect(ids(items)).toEqual(ids(items.toSorted(rankAt(app.clock.now()))));
      expect(new Set(ids(items)).size).toBe(120);
    }
  });

  test('a walk holds every item exactly once while others are opened and time runs out between its pages', async () => {
    const app = await fullWorklist();
    const asOf = app.clock.now();
    const before = new Set(ids((await app.worklist('?limit=200')).items));
    let opened = 120;
    const items = await walk<WorklistLineBody>(app, path, 13, async () => {
      // half an hour more: what was due within the hour is overdue by the second page
      await app.setTime(app.clock.now() + 30 * minuteMs);
      opened += 1;
      if (opened <= size) await measureAll(app, opened, opened);
    });
    const known = items.filter(i => before.has(i.id));
    expect(known).toHaveLength(120);
    expect(new Set(ids(items)).size).toBe(items.length);
    expect(ids(known)).toEqual(ids(known.toSorted(rankAt(asOf))));
    expect(items.length).toBeGreaterThan(120);
  });

  test('all pages of a walk say which instant ranked them', async () => {
    const app = await fullWorklist();
    const first = await app.worklist('?limit=60');
    await app.setTime(app.clock.now() + hourMs);
    const second = await app.worklist(`?limit=60&cursor=${first.next}`);
    expect(second.asOf).toBe(first.asOf);
    expect(second.next).toBeNull();
  });

  test.each([1, 2, 5])('pages of %i keep the order of risk, those without a score last', async limit => {
    const risks = [0.1, 2 / 3, null, 0.9, 0, null, 1, 1 / 3, 0.9, null];
    const app = await testApp({ patients: risks.length });
    await putItems(
      app,
      risks.map((risk, i) => ({ risk, id: `wli_${i}` })),
    );
    const items = await walk<WorklistLineBody>(app, path, limit);
    expect(ids(items)).toEqual([6, 3, 8, 1, 7, 0, 4, 2, 5, 9].map(i => `wli_${i}`));
  });

  test('a filter holds on every page', async () => {
    const app = await fullWorklist();
    const items = await walk<WorklistLineBody>(app, `${path}?severity=warning`, 9);
    expect(items).toHaveLength(60);
    expect(new Set(items.map(i => i.severity))).toEqual(new Set(['warning']));
  });

  test('without a limit a page holds 50', async () => {
    const app = await fullWorklist();
    const { items, total, next } = await app.worklist();
    expect([items.length, total]).toEqual([50, 120]);
    expect(next).not.toBeNull();
  });
});

/** A list with at least two entries, so that a page of one has a next. */
const lists = {
  worklist: '/api/v1/worklist',
  patients: '/api/v1/patients',
  readings: '/api/v1/patients/P1/readings',
  alerts: '/api/v1/alerts',
  devices: '/api/v1/devices',
  rejected: '/api/v1/rejected',
  'unowned readings': '/api/v1/unowned-readings',
} as const;

const appWithLists = async (): Promise<TestApp> => {
  const app = await testApp();
  await app.pressure(1, 75);
  await app.pressure(1, 76);
  await app.pressure(2, 75);
  for (const n of [1, 2]) {
    await app.post('/api/v1/ingest/native', { topic: `vigil/v1/unknown-${n}/weight`, payload: {} });
    const payload = { measuredAt: start - n, systolic: 120, diastolic: 80, unit: 'mm[Hg]' };
    await app.send('shared', 'blood-pressure', payload);
  }
  return app;
};

describe('a cursor', () => {
  test.each(Object.keys(lists) as (keyof typeof lists)[])(
    'of the list of %s is refused by every other list',
    async from => {
      const app = await appWithLists();
      const { next } = await app.get<{ next: string | null }>(`${lists[from]}?limit=1`);
      expect(next).not.toBeNull();
      const accepted: string[] = [];
      for (const [name, to] of Object.entries(lists)) {
        const { status } = await app.request(`${to}?cursor=${next}`);
        if (status !== 400) accepted.push(name);
      }
      expect(accepted).toEqual([from]);
    },
  );

  test.each([
    ['not base64', '***'],
    ['not JSON', Buffer.from('{').toString('base64url')],
    ['of the wrong shape', encodeCursor([1, 2, 3])],
    ['with a number that is none', encodeCursor(['worklist', start, -1, 0, 0, 'x', 0, 0, 'wli_1'])],
    ['empty', encodeCursor([])],
  ])('that is %s is refused', async (_, cursor) => {
    const app = await testApp({ patients: 0 });
    const problem = await expectProblem(await app.request(`${path}?cursor=${encodeURIComponent(cursor)}`), {
      status: 400,
      code: 'bad-request',
      field: 'cursor',
    });
    expect(problem.remedy).toContain('next');
  });
});
