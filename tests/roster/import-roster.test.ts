import { describe, expect, test } from 'vitest';
import { simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { AppError } from '../../src/errors.ts';
import { type Dump, iso, now, type Row, smallRoster, testStore } from '../support/store.ts';

const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,from,slot';
const line = (patient: string, device: string, { from = '', slot = '', perWeek = 7, kind = 'weight' } = {}) =>
  `${patient},Family${patient},Given,1948-03-27,female,America/New_York,heart-failure,${device},${kind},${perWeek},${from},${slot}`;
const file = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`;
const later = iso(now - dayMs);
const sharedMessage = 'is shared without slots: give each person a slot, or be asked whose reading it is';

test('a roster makes patients, devices and assignments that hold from the beginning of time, audited without names', async () => {
  const s = await testStore({ roster: null });
  const report = await s.importCsv(
    file(line('P1', 'scale-1'), line('P1', 'scale-2', { perWeek: 3 }), line('P2', 'scale-3')),
  );
  expect(report).toEqual({
    lines: 3,
    patientsAdded: 2,
    patientsChanged: 0,
    devicesAdded: 3,
    assignmentsAdded: 3,
    assignmentsChanged: 0,
    warnings: [],
  });
  expect(s.rows('patient').map(p => [p.site_id, p.enrolled_at])).toEqual(
    expect.arrayContaining([
      ['P1', now],
      ['P2', now],
    ]),
  );
  expect(s.rows('assignment').every(a => a.from_at === null && a.until_at === null)).toBe(true);
  const [audit] = s.rows('audit_log');
  expect(audit).toMatchObject({ action: 'roster.import', actor: 'person:tester', at: now });
  expect(String(audit?.detail)).not.toMatch(/Family|Given/);
});

test('the directory knows the roster as soon as the import is done', async () => {
  const s = await testStore({ roster: null });
  expect(s.directory.assignmentsOf('scale-1')).toBeUndefined();
  await s.importCsv(file(line('P1', 'scale-1')));
  const id = s.patientId('P1');
  expect(s.directory.assignmentsOf('scale-1')).toMatchObject([
    { patientId: id, slot: null, fromAt: null, untilAt: null },
  ]);
  expect(s.directory.patient(id, now)).toMatchObject({
    programId: 'heart-failure',
    version: 1,
    context: { patientId: id, timeZone: 'America/New_York', enrolledAt: now, expectedPerWeek: { weight: 7 } },
  });
  expect(s.directory.patient('pat_nobody', now)).toBeUndefined();
});

test('every patient of the file is due, so that silence is watched from now on', async () => {
  const s = await testStore({ roster: null });
  await s.importCsv(file(line('P1', 'scale-1'), line('P2', 'scale-2')));
  expect(s.rows('due').map(d => [d.patient_id, d.due_at])).toEqual(
    [s.patientId('P1'), s.patientId('P2')].sort().map(id => [id, now]),
  );
});

test.each([
  ['the last line is wrong', file(line('P3', 'scale-3'), line('P4', 'scale-4').replace('female', 'x!'))],
  [
    'a program does not exist',
    file(line('P3', 'scale-3'), line('P4', 'scale-4').replace('heart-failure', 'asthma')),
  ],
  ['two lines disagree', file(line('P3', 'scale-3'), line('P3', 'scale-4').replace('1948', '1949'))],
])('when %s, nothing at all is imported', async (_, csv) => {
  const s = await testStore();
  const before = s.dump();
  const refused = s.importCsv(csv, now + 1);
  await expect(refused).rejects.toBeInstanceOf(AppError);
  expect(s.dump()).toEqual(before);
  expect(s.directory.assignmentsOf('scale-3')).toBeUndefined();
});

test('when the store fails half-way, nothing at all is imported', async () => {
  const s = await testStore();
  s.store.sqlite.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON main.assignment WHEN NEW.device_id = 'scale-4'
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  const before = s.dump();
  await expect(s.importCsv(file(line('P3', 'scale-3'), line('P4', 'scale-4')))).rejects.toThrow();
  expect(s.dump()).toEqual(before);
});

describe('importing the same file again', () => {
  const roster = ({ patient = [], device, assignment }: Dump) => ({
    patient: patient.map(({ updated_at: _, ...row }: Row) => row),
    device,
    assignment,
  });

  test('changes no patient, device or assignment', async () => {
    const s = await testStore();
    const before = roster(s.dump());
    await s.importCsv(smallRoster, now + dayMs);
    expect(roster(s.dump())).toEqual(before);
  });

  test('reports nothing added and nothing changed', async () => {
    const s = await testStore();
    expect(await s.importCsv(smallRoster, now + dayMs)).toEqual({
      lines: 9,
      patientsAdded: 0,
      patientsChanged: 0,
      devicesAdded: 0,
      assignmentsAdded: 0,
      assignmentsChanged: 0,
      warnings: [
        { line: 5, field: 'device', message: sharedMessage },
        { line: 6, field: 'device', message: sharedMessage },
      ],
    });
  });

  test('leaves whoever is already enrolled enrolled since then', async () => {
    const s = await testStore();
    await s.importCsv(smallRoster, now + dayMs);
    expect(new Set(s.rows('patient').map(p => p.enrolled_at))).toEqual(new Set([now]));
  });
});

test('a changed file changes what it names and leaves the rest', async () => {
  const s = await testStore({ roster: null });
  await s.importCsv(file(line('P1', 'scale-1'), line('P2', 'scale-2')));
  const report = await s.importCsv(
    file(line('P1', 'scale-1', { perWeek: 3 }).replace('FamilyP1', 'Renamed')),
    now + 1,
  );
  expect(report).toMatchObject({
    patientsAdded: 0,
    patientsChanged: 1,
    assignmentsAdded: 0,
    assignmentsChanged: 1,
  });
  expect(s.all('SELECT family, updated_at FROM patient ORDER BY site_id')).toEqual([
    { family: 'Renamed', updated_at: now + 1 },
    { family: 'FamilyP2', updated_at: now },
  ]);
  expect(s.all('SELECT per_week FROM assignment ORDER BY device_id').map(r => r.per_week)).toEqual([3, 7]);
});

describe('takeovers', () => {
  const spans = (s: { all: (sql: string) => Row[] }) =>
    s.all(
      'SELECT site_id AS who, from_at AS start, until_at AS end FROM assignment a JOIN patient p ON p.id = a.patient_id ORDER BY site_id',
    );

  test('a later start of another patient ends the first’s assignment there', async () => {
    const s = await testStore({ roster: null });
    await s.importCsv(file(line('P1', 'scale-1')));
    await s.importCsv(file(line('P2', 'scale-1', { from: later })));
    expect(spans(s)).toEqual([
      { who: 'P1', start: null, end: now - dayMs },
      { who: 'P2', start: now - dayMs, end: null },
    ]);
    expect(s.directory.patient(s.patientId('P1'), now)?.context.expectedPerWeek).toEqual({});
    expect(s.directory.patient(s.patientId('P2'), now)?.context.expectedPerWeek).toEqual({ weight: 7 });
  });

  test('one that is planned for next week leaves who is expected to measure as it is until then', async () => {
    const s = await testStore({ roster: null });
    await s.importCsv(file(line('P1', 'scale-1')));
    await s.importCsv(file(line('P2', 'scale-1', { from: iso(now + 7 * dayMs) })));
    const expected = (patient: string) =>
      s.directory.patient(s.patientId(patient), now)?.context.expectedPerWeek;
    expect([expected('P1'), expected('P2')]).toEqual([{ weight: 7 }, {}]);
  });

  test('it makes no difference whether both come in one file, in which order, or again', async () => {
    const both = [line('P1', 'scale-1'), line('P2', 'scale-1', { from: later })];
    for (const lines of [both, both.toReversed()]) {
      const s = await testStore({ roster: null });
      await s.importCsv(file(...lines));
      await s.importCsv(file(...lines));
      expect(spans(s)).toMatchObject([
        { who: 'P1', end: now - dayMs },
        { who: 'P2', end: null },
      ]);
    }
  });

  test('without a start two patients share the device', async () => {
    const s = await testStore({ roster: null });
    await s.importCsv(file(line('P1', 'cuff'), line('P2', 'cuff')));
    expect(spans(s)).toMatchObject([{ end: null }, { end: null }]);
    expect(s.directory.assignmentsOf('cuff')).toHaveLength(2);
  });

  test('slots end apart from each other', async () => {
    const s = await testStore({ roster: null });
    await s.importCsv(file(line('P1', 'cuff', { slot: '1' }), line('P2', 'cuff', { slot: '2' })));
    await s.importCsv(file(line('P3', 'cuff', { slot: '2', from: later })));
    expect(spans(s)).toMatchObject([
      { who: 'P1', end: null },
      { who: 'P2', end: now - dayMs },
      { who: 'P3', end: null },
    ]);
  });
});

test('a simulated panel of 300, commas in names and all, is imported whole', async () => {
  const s = await testStore({ roster: null });
  const panel = simulatePanel({ seed: 'import', count: 300, startAt: now, days: 30 });
  const report = await s.importCsv(rosterCsv(panel));
  expect(report.patientsAdded).toBe(300);
  expect(report.lines).toBe(rosterCsv(panel).trim().split('\n').length - 1);
  expect(s.all(`SELECT family FROM patient WHERE family LIKE '%,%'`).length).toBe(
    panel.filter(p => p.family.includes(',')).length,
  );
});

describe('warnings, though all is imported', () => {
  test('two patients share a device of one kind without slots at one time', async () => {
    const s = await testStore({ roster: null });
    const { warnings, patientsAdded } = await s.importCsv(
      file(
        line('P1', 'cuff', { kind: 'blood-pressure' }),
        line('P2', 'cuff', { kind: 'blood-pressure' }),
        line('P1', 'cuff', { kind: 'weight' }),
        line('P3', 'slots', { slot: '1' }),
        line('P4', 'slots', { slot: '2' }),
        line('P3', 'moved'),
        line('P4', 'moved', { from: later }),
      ),
    );
    expect(patientsAdded).toBe(4);
    expect(warnings).toEqual([2, 3].map(n => ({ line: n, field: 'device', message: sharedMessage })));
  });

  test('also with somebody of an earlier file', async () => {
    const s = await testStore({ roster: null });
    expect((await s.importCsv(file(line('P1', 'cuff')))).warnings).toEqual([]);
    expect((await s.importCsv(file(line('P2', 'cuff')))).warnings).toMatchObject([
      { line: 2, field: 'device' },
    ]);
  });

  test('one name and birth date under two site ids, of this file or an earlier one, whatever the accents', async () => {
    const s = await testStore({ roster: null });
    const twin = (patient: string, device: string) =>
      line(patient, device).replace(`Family${patient}`, patient === 'P2' ? 'GARCIA' : 'García');
    await s.importCsv(file(twin('P1', 'scale-1')));
    const { warnings } = await s.importCsv(
      file(line('P9', 'scale-9'), twin('P2', 'scale-2'), twin('P3', 'scale-3')),
    );
    expect(warnings.map(w => [w.line, w.field])).toEqual([
      [3, 'patient'],
      [4, 'patient'],
    ]);
  });

  test('the audit counts them', async () => {
    const s = await testStore({ roster: null });
    await s.importCsv(file(line('P1', 'cuff'), line('P2', 'cuff')));
    expect(JSON.parse(String(s.rows('audit_log').at(-1)?.detail))).toMatchObject({ warnings: 2 });
  });
});

describe('learning', () => {
  const statuses = (s: { all: (sql: string) => Row[] }) =>
    s.all('SELECT status, from_at, resumes_at FROM monitoring ORDER BY from_at');

  test('who is new is learning for two weeks, who is enrolled already stays as is', async () => {
    const s = await testStore({ roster: null });
    await s.importCsv(file(line('P1', 'scale-1')));
    await s.importCsv(file(line('P1', 'scale-1'), line('P2', 'scale-2')), now + dayMs);
    expect(statuses(s)).toEqual([
      { status: 'learning', from_at: now, resumes_at: now + 14 * dayMs },
      { status: 'learning', from_at: now + dayMs, resumes_at: now + 15 * dayMs },
    ]);
  });
});

test('an assignment that a person ended stays ended when the file comes again', async () => {
  const s = await testStore({ roster: null });
  await s.importCsv(file(line('P1', 'scale-1')));
  s.store.sqlite.prepare('UPDATE assignment SET until_at = ?').run(now - 1);
  await s.importCsv(file(line('P1', 'scale-1')), now + 1);
  expect(s.rows('assignment')).toMatchObject([{ until_at: now - 1 }]);
});

test('a column that the file lacks leaves what is known; one that is blank clears it', async () => {
  const s = await testStore({ roster: null });
  const [plain, full] = [file(line('P1', 'scale-1')), `${header},phone,tags\n${line('P1', 'scale-1')}`];
  await s.importCsv(`${full},555-0100,fall risk\n`);
  const { patientsChanged } = await s.importCsv(plain, now + 1);
  expect(patientsChanged).toBe(0);
  expect(s.rows('patient')).toMatchObject([{ phone: '555-0100', tags: '["fall risk"]' }]);
  await s.importCsv(`${full},,\n`, now + 2);
  expect(s.rows('patient')).toMatchObject([{ phone: null, tags: '[]' }]);
});

test('whoever was enrolled before and is different now is told of, nobody else', async () => {
  const s = await testStore({ roster: null });
  await s.importCsv(file(line('P1', 'scale-1'), line('P2', 'scale-2'), line('P3', 'scale-3')));
  expect(s.rows('outbox')).toEqual([]);
  await s.importCsv(
    file(
      line('P1', 'scale-1').replace('FamilyP1', 'Renamed'),
      line('P2', 'scale-2', { perWeek: 3 }),
      line('P3', 'scale-3'),
      line('P4', 'scale-4'),
    ),
  );
  expect(s.rows('outbox').map(e => [e.kind, e.patient_id])).toEqual(
    ['P1', 'P2'].map(id => ['patient.changed', s.patientId(id)]),
  );
});
