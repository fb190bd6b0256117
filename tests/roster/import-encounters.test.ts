import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { AppError, type LineError } from '../../src/errors.ts';
import { importEncounters } from '../../src/roster/import-encounters.ts';
import { setStatus } from '../../src/roster/set-status.ts';
import { iso, now, type TestStore, testStore } from '../support/store.ts';

const header = 'patient,class,admittedAt,dischargedAt,emergent';
const day = (days: number) => iso(now - days * dayMs);
const stay = (patient: string, from: number, to: number | null, kind = 'inpatient', emergent = 'yes') =>
  `${patient},${kind},${day(from)},${to === null ? '' : day(to)},${emergent}`;
const file = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`;

const importInto = (s: TestStore, csv: string, onProgress?: (done: number, of: number) => void) =>
  importEncounters(
    {
      store: s.store,
      directory: s.directory,
      actor: { type: 'person', name: 'tester' },
      at: now,
      ...(onProgress ? { onProgress } : {}),
    },
    csv,
  );

const refusalOf = async (s: TestStore, csv: string): Promise<readonly LineError[]> => {
  const before = s.dump();
  const error = await importInto(s, csv).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error('was accepted');
  expect(error.code).toBe('import-rejected');
  expect(s.dump()).toEqual(before);
  expect(JSON.stringify([error.message, error.details])).not.toMatch(/Quill|Marsh/);
  return error.details.errors ?? [];
};

test('stays and visits are kept as the file says, and whose they are is told', async () => {
  const s = await testStore();
  const { report, patientIds } = await importInto(
    s,
    file(
      stay('P1', 40, 35),
      stay('P1', 60, 60, 'emergency'),
      stay('P2', 10, 10, 'outpatient', 'no'),
      stay('P2', 2, null),
    ),
  );
  expect(report).toEqual({
    lines: 4,
    patients: 2,
    added: 4,
    changed: 0,
    unchanged: 0,
    warnings: [
      {
        line: 5,
        field: 'dischargedAt',
        message:
          "the patient is in hospital by this line: set the patient's status, so that home rules pause",
      },
    ],
  });
  expect([...patientIds].sort()).toEqual([s.patientId('P1'), s.patientId('P2')].sort());
  expect(
    s.all('SELECT class, admitted_at, discharged_at, emergent FROM encounter ORDER BY admitted_at'),
  ).toEqual([
    { class: 'emergency', admitted_at: now - 60 * dayMs, discharged_at: now - 60 * dayMs, emergent: 1 },
    { class: 'inpatient', admitted_at: now - 40 * dayMs, discharged_at: now - 35 * dayMs, emergent: 1 },
    { class: 'outpatient', admitted_at: now - 10 * dayMs, discharged_at: now - 10 * dayMs, emergent: 0 },
    { class: 'inpatient', admitted_at: now - 2 * dayMs, discharged_at: null, emergent: 1 },
  ]);
  expect(s.rows('audit_log').at(-1)).toMatchObject({ action: 'encounters.import', actor: 'person:tester' });
  expect(s.rows('outbox').filter(e => e.kind === 'patient.changed')).toHaveLength(2);
});

test('the same file again changes nothing and tells of nobody', async () => {
  const s = await testStore();
  const csv = file(stay('P1', 40, 35), stay('P2', 10, 8));
  await importInto(s, csv);
  const before = s.rows('encounter');
  const { report, patientIds } = await importInto(s, csv);
  expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  expect(patientIds).toEqual([]);
  expect(s.rows('encounter')).toEqual(before);
});

test('a stay that comes again with its discharge is the same stay', async () => {
  const s = await testStore();
  await importInto(s, file(stay('P1', 5, null), stay('P2', 10, 8)));
  const { report, patientIds } = await importInto(s, file(stay('P1', 5, 1), stay('P2', 10, 8)));
  expect(report).toMatchObject({ added: 0, changed: 1, unchanged: 1, warnings: [] });
  expect(patientIds).toEqual([s.patientId('P1')]);
  expect(s.all('SELECT discharged_at FROM encounter WHERE patient_id = ?', s.patientId('P1'))).toEqual([
    { discharged_at: now - dayMs },
  ]);
});

test('who is recorded as in hospital already is no warning', async () => {
  const s = await testStore();
  const deps = { store: s.store, directory: s.directory, actor: { type: 'system' }, at: now } as const;
  await setStatus(deps, 'P1', { status: 'in-hospital' });
  expect((await importInto(s, file(stay('P1', 2, null)))).report.warnings).toEqual([]);
});

describe('nothing is imported and every wrong line is named', () => {
  test.each([
    ['a patient nobody enrolled', [stay('P9', 5, 4)], [[2, 'patient']]],
    ['a class of its own', [stay('P1', 5, 4, 'ward')], [[2, 'class']]],
    ['a discharge before the admission', [stay('P1', 4, 5)], [[2, 'dischargedAt']]],
    ['an admission in two days', [stay('P1', -2, null)], [[2, 'admittedAt']]],
    ['a discharge in two days', [stay('P1', 1, -2)], [[2, 'dischargedAt']]],
    ['a time without an offset', ['P1,inpatient,2026-11-01T10:00:00,,yes'], [[2, 'admittedAt']]],
    ['a date', ['P1,inpatient,2026-11-01,,yes'], [[2, 'admittedAt']]],
    ['maybe emergent', [stay('P1', 5, 4, 'inpatient', 'maybe')], [[2, 'emergent']]],
    ['not said whether emergent', [stay('P1', 5, 4, 'inpatient', '')], [[2, 'emergent']]],
    [
      'a stay twice',
      [stay('P1', 5, 4), stay('P1', 5, 3)],
      [
        [3, 'admittedAt'],
        [3, 'admittedAt'],
      ],
    ],
    ['two stays at once', [stay('P1', 9, 6), stay('P1', 7, 5)], [[3, 'admittedAt']]],
    ['a stay within another, earlier in the file', [stay('P1', 7, 6), stay('P1', 9, 5)], [[2, 'admittedAt']]],
    ['a stay after one that has not ended', [stay('P1', 9, null), stay('P1', 7, 6)], [[3, 'admittedAt']]],
    [
      'several things at once',
      [stay('P9', 5, 4), stay('P1', 5, 4), stay('P2', 4, 5)],
      [
        [2, 'patient'],
        [4, 'dischargedAt'],
      ],
    ],
  ])('%s', async (_, lines, wrong) => {
    const s = await testStore();
    const named = (await refusalOf(s, file(...lines))).map(e => [e.line, e.field]);
    expect(named).toEqual(wrong);
  });

  test.each([
    [
      'a column left out',
      'patient,class,admittedAt,emergent\nP1,inpatient,2026-11-01T10:00:00Z,yes\n',
      [[1, 'dischargedAt']],
    ],
    ['a column nobody knows', `${header},ward\n${stay('P1', 5, 4)},7\n`, [[2, 'ward']]],
    ['a header alone', header, [[1, 'line']]],
  ])('%s', async (_, csv, wrong) => {
    const s = await testStore();
    expect((await refusalOf(s, csv)).map(e => [e.line, e.field])).toEqual(wrong);
  });

  test('a stay that overlaps one imported before, which the file leaves out', async () => {
    const s = await testStore();
    await importInto(s, file(stay('P1', 20, null)));
    const [error] = await refusalOf(s, file(stay('P1', 5, 4)));
    expect(error).toMatchObject({ line: 2, field: 'admittedAt' });
    expect(error?.message).toContain('imported before');
    const { report } = await importInto(s, file(stay('P1', 20, 15), stay('P1', 5, 4)));
    expect(report).toMatchObject({ added: 1, changed: 1 });
  });
});

test('two stays may touch, visits may fall into a stay, and two patients share nothing', async () => {
  const s = await testStore();
  const { report } = await importInto(
    s,
    file(
      stay('P1', 9, 7),
      stay('P1', 7, 5),
      stay('P1', 8, 8, 'emergency'),
      stay('P1', 6, 6, 'outpatient', 'no'),
      stay('P2', 8, 6),
    ),
  );
  expect(report).toMatchObject({ added: 5 });
});

test('a clock that is some hours ahead is no mistake of the file', async () => {
  const s = await testStore();
  expect((await importInto(s, file(stay('P1', 2, -0.5)))).report).toMatchObject({ added: 1 });
});

test('progress is told line by line', async () => {
  const s = await testStore();
  const told: (readonly [number, number])[] = [];
  await importInto(s, file(stay('P1', 5, 4), stay('P2', 5, 4)), (done, of) => told.push([done, of]));
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

test('whoever a file says was discharged is judged as such from then on', async () => {
  const s = await testStore();
  const dischargesOf = (siteId: string) =>
    s.directory.patient(s.patientId(siteId), now)?.context.discharges ?? null;
  const before = s.directory.revision();
  expect(dischargesOf('P1')).toEqual([]);
  await importInto(s, file(stay('P1', 9, 3)));
  expect(dischargesOf('P1')).toEqual([now - 3 * dayMs]);
  expect(s.directory.revision()).toBeGreaterThan(before);
});
