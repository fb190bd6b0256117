import { describe, expect, test } from 'vitest';
import type { AuditEntryBody, AuditVerdict } from '../../src/contract/audit.ts';
import { recordAudit } from '../../src/db/audit.ts';
import { expectProblem, start, type TestApp, testApp, walk } from './app.ts';

type Page = { items: AuditEntryBody[]; next: string | null };

/** P1 and P2 on the worklist, each acknowledged, P1 noted. */
const someChanges = async () => {
  const app = await testApp();
  await app.pressure(1, 75);
  await app.pressure(2, 75);
  const [first, second] = [await app.openItem(1), await app.openItem(2)];
  await app.act(first.id, 'acknowledge');
  await app.act(second.id, 'acknowledge', {}, 'Bo Chen');
  await app.act(first.id, 'note', { text: 'secret: called Annabel' });
  return { app, first, second };
};
const actions = (page: { items: readonly AuditEntryBody[] }) => page.items.map(entry => entry.action);
const alter = (app: TestApp, sql: string) => {
  app.running().store.sqlite.exec(sql);
};

describe('GET /audit', () => {
  test('200: changes, newest first, with codes and ids and nothing of the patient', async () => {
    const { app, first } = await someChanges();
    const page = await app.get<Page>('/api/v1/audit?limit=2');
    expect(page.items[0]).toMatchObject({
      action: 'worklist-item.note',
      actor: 'person:Ana Ruiz',
      subjectType: 'worklist-item',
      subjectId: first.id,
      patientId: first.patient.id,
      at: '2026-11-23T12:02:00.000Z',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(actions(page)).toEqual(['worklist-item.note', 'worklist-item.acknowledge']);
    expect(JSON.stringify(await app.get('/api/v1/audit?limit=1000'))).not.toMatch(
      /secret|Annabel|Quillfeather/,
    );
  });

  test('200: of one patient, by either id', async () => {
    const { app, second } = await someChanges();
    for (const id of ['P2', second.patient.id]) {
      const page = await app.get<Page>(`/api/v1/audit?patient=${id}`);
      expect(actions(page)).toContain('worklist-item.acknowledge');
      expect(actions(page)).not.toContain('worklist-item.note');
    }
  });

  test('200: of one subject, with or without its type', async () => {
    const { app, second } = await someChanges();
    for (const query of [`subject=${second.id}`, `subject=${second.id}&subjectType=worklist-item`]) {
      const page = await app.get<Page>(`/api/v1/audit?${query}`);
      expect(new Set(page.items.map(entry => entry.subjectId))).toEqual(new Set([second.id]));
    }
    expect((await app.get<Page>(`/api/v1/audit?subject=${second.id}&subjectType=alert`)).items).toEqual([]);
  });

  test('200: of one person by name, also what she did through a machine', async () => {
    const { app } = await someChanges();
    const by = async (name: string) => {
      const page = await app.get<Page>(`/api/v1/audit?limit=1000&actor=${encodeURIComponent(name)}`);
      return new Set(page.items.map(entry => entry.actor));
    };
    const { store } = app.running();
    const through = { type: 'person', name: 'Bo Chen', through: 'ehr' } as const;
    const subject = { type: 'program', id: 'x' };
    await store.write(() =>
      recordAudit(store, { at: 1, actor: through, action: 'test', subject, patientId: null, detail: {} }),
    );
    expect(await by('Ana Ruiz')).toEqual(new Set(['person:Ana Ruiz']));
    expect(await by('Bo Chen')).toEqual(new Set(['person:Bo Chen', 'person:Bo Chen through machine:ehr']));
    expect(await by('Ana')).toEqual(new Set());
  });

  test('200: page by page each change comes once, also while others are written', async () => {
    const { app, first } = await someChanges();
    const all = (await app.get<Page>('/api/v1/audit?limit=1000')).items.map(entry => entry.id);
    const paged = await walk<AuditEntryBody>(app, '/api/v1/audit', 2, () =>
      app.act(first.id, 'note', { text: 'another' }),
    );
    expect(paged.map(entry => entry.id)).toEqual(all);
  });

  test.each([
    ['a cursor of another list', 'cursor=abc', 'cursor'],
    ['a limit of none', 'limit=0', 'limit'],
    ['an unknown question', 'who=Ana', 'who'],
  ])('400: %s', async (_, query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`/api/v1/audit?${query}`), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: a patient nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request('/api/v1/audit?patient=P9'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});

describe('GET /audit/verify', () => {
  const path = '/api/v1/audit/verify';

  test('200: an audit that nobody touched holds, also after a restart', async () => {
    const { app } = await someChanges();
    await app.running().accessLog.flush();
    const before = await app.get<AuditVerdict>(path);
    expect(before).toMatchObject({
      ok: true,
      changes: { beforeChain: 0 },
      reads: { unsealed: 0 },
      broken: [],
    });
    expect(before.changes.checked).toBe((await app.audit()).length);
    expect(before.reads.checked).toBeGreaterThan(0);
    await app.restart();
    expect(await app.get<AuditVerdict>(`${path}?head=${before.changes.head}`)).toMatchObject({ ok: true });
    expect(await app.get<AuditVerdict>(`${path}?head=${before.reads.head}`)).toMatchObject({ ok: true });
  });

  test('200: names a change and a seal that were tampered with', async () => {
    const { app } = await someChanges();
    await app.running().accessLog.flush();
    const noted = (await app.audit()).find(row => row.action === 'worklist-item.note');
    alter(app, `UPDATE audit_log SET actor = 'person:Bo Chen' WHERE id = ${noted?.id}`);
    alter(app, `UPDATE access_log SET actor = 'person:Bo Chen' WHERE id = 1`);
    const { ok, broken } = await app.get<AuditVerdict>(path);
    expect(ok).toBe(false);
    expect(broken.map(({ log, id }) => ({ log, id }))).toEqual([
      { log: 'changes', id: noted?.id },
      { log: 'reads', id: 1 },
    ]);
  });

  test('200: several who ask at once are each answered', async () => {
    const { app } = await someChanges();
    const answers = await Promise.all([1, 2, 3].map(() => app.get<AuditVerdict>(path)));
    const other = await app.get<AuditVerdict>(`${path}?head=${'0'.repeat(64)}`);
    expect(answers.map(answer => answer.ok)).toEqual([true, true, true]);
    expect(other.broken[0]?.what).toContain('000000000000');
  });

  test('400: a head that is no hash', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}?head=abc`), {
      status: 400,
      code: 'bad-request',
      field: 'head',
    });
  });
});

test('the clock of the tests is the clock of the audit', async () => {
  const app = await testApp({ patients: 0 });
  expect((await app.audit()).every(row => row.at === start)).toBe(true);
});
