import { describe, expect, test } from 'vitest';
import { encodeCursor } from '../../src/cursor.ts';
import { listDevices, readDevice } from '../../src/roster/devices.ts';
import {
  findPatient,
  listPatients,
  patientSearch,
  patientsQuery,
  readPatient,
  siteIdsOf,
} from '../../src/roster/patients.ts';
import { listPrograms, programInput, putProgram, seedPrograms } from '../../src/roster/programs.ts';
import { defaultLimits, programLimits } from '../../src/rules/limits.ts';
import { bloodPressure, iso, now, testStore } from '../support/store.ts';

const names = [
  ['P1', 'Quill', 'Ann'],
  ['P2', 'Quill', 'Bea'],
  ['P3', 'Aalto', 'Cid'],
  ['P4', 'Zorn', 'Dov'],
  ['P5', "O'Neill_100%", 'Eva'],
] as const;
const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone',
  ...names.map(
    ([id, family, given], i) =>
      `${id},${family},${given},1950-01-01,female,UTC,${i % 2 ? 'diabetes' : 'hypertension'},dev-${id},weight,7,+1-212-555-010${i}`,
  ),
].join('\n');
const open = async () => {
  const s = await testStore({ roster });
  const list = (query: Record<string, unknown> = {}) => listPatients(s.store, patientsQuery.parse(query), 0);
  const found = async (q: string) =>
    (await listPatients(s.store, patientSearch.parse({ q }), 0)).items.map(p => p.siteId);
  return { ...s, list, found };
};

describe('patients', () => {
  test('are walked by name, each exactly once, whatever the page size', async () => {
    const s = await open();
    for (const limit of [1, 2, 3, 5, 100]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await s.list({ limit, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map(p => p.siteId));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(seen).toEqual(['P3', 'P5', 'P1', 'P2', 'P4']);
    }
  });

  test.each([
    ['part of a family name, in any case', 'QUI', ['P1', 'P2']],
    ['part of a given name', 'bea', ['P2']],
    ['the site’s id', 'p4', ['P4']],
    ['part of a phone number', '0102', ['P3']],
    ['white space around', '  zorn ', ['P4']],
    ['nothing that matches', 'xyz', []],
    ['an apostrophe', "o'n", ['P5']],
  ])('are found by %s', async (_, q, expected) => {
    const s = await open();
    expect((await s.found(q)).sort()).toEqual(expected);
  });

  test.each([
    ['Özdemir', 'Özdemir'],
    ['Özdemir', 'özd'],
    ['Ángeles', 'áng'],
    ['Иванова', 'иван'],
  ])('%s is found by "%s": capitals of every script are folded', async (family, q) => {
    const s = await testStore({ roster: roster.replace('Zorn', family) });
    expect((await listPatients(s.store, patientSearch.parse({ q }), 0)).items.map(p => p.siteId)).toEqual([
      'P4',
    ]);
  });

  test('the signs % and _ in a search are no wildcards', async () => {
    const s = await open();
    expect(await s.found('q%l')).toEqual([]);
    expect(await s.found('Qu_ll')).toEqual([]);
  });

  test.each([['%'], ['_']])('a search for %s alone does not list everybody', async q => {
    const s = await open();
    expect(await s.found(q)).toEqual(['P5']);
  });

  test('can be narrowed to a program', async () => {
    const s = await open();
    const { items } = await s.list({ program: 'diabetes' });
    expect(items.map(p => p.siteId)).toEqual(['P2', 'P4']);
  });

  test('a cursor of another list is a bad request', async () => {
    const s = await open();
    await expect(s.list({ cursor: encodeCursor([1, 2, 3]) })).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('one is found by the site’s id and by the opaque one; nobody is a 404 that repeats no id', async () => {
    const s = await open();
    const patient = await findPatient(s.store, 'P1');
    expect(await findPatient(s.store, patient.id)).toEqual(patient);
    const missing = findPatient(s.store, 'P99-secret');
    await expect(missing).rejects.toMatchObject({ code: 'not-found' });
    await expect(missing).rejects.not.toThrow('secret');
  });

  test('one is read with devices, limits and when each kind was last measured', async () => {
    const s = await open();
    await s.send({ device: 'dev-P1', payload: bloodPressure(iso(now - 60_000)) });
    expect(await readPatient(s.store, 'P1', 0)).toMatchObject({
      siteId: 'P1',
      enrolledAt: iso(now),
      tags: [],
      assignments: [{ deviceId: 'dev-P1', kind: 'weight', slot: null, perWeek: 7, from: null, until: null }],
      limits: programLimits.hypertension,
      lastReadingAt: { 'blood-pressure': iso(now - 60_000) },
      openItemId: null,
    });
  });

  test('site ids are looked up for a list of patients, none for none', async () => {
    const s = await open();
    const [a, b] = [s.patientId('P1'), s.patientId('P2')];
    expect(await siteIdsOf(s.store, [a, b, a])).toEqual(
      new Map([
        [a, 'P1'],
        [b, 'P2'],
      ]),
    );
    expect(await siteIdsOf(s.store, [])).toEqual(new Map());
  });
});

describe('devices', () => {
  test('are walked by id, each exactly once, with everyone they were ever assigned to', async () => {
    const s = await testStore();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDevices(s.store, { limit: 2, cursor });
      seen.push(...page.items.map(d => d.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['bp-1', 'meter-2', 'moved-scale', 'scale-1', 'shared-bp', 'slots-bp']);
    expect((await readDevice(s.store, 'moved-scale')).assignments).toEqual(
      expect.arrayContaining([
        {
          id: expect.any(String),
          patientId: s.patientId('P1'),
          kind: 'weight',
          slot: null,
          perWeek: 7,
          from: null,
          until: '2026-11-20T00:00:00.000Z',
        },
        {
          id: expect.any(String),
          patientId: s.patientId('P2'),
          kind: 'weight',
          slot: null,
          perWeek: 7,
          from: '2026-11-20T00:00:00.000Z',
          until: null,
        },
      ]),
    );
  });

  test('say what they last said of themselves', async () => {
    const s = await testStore();
    expect(await readDevice(s.store, 'bp-1')).toMatchObject({ batteryPercent: null, statusAt: null });
    await s.send({ channel: 'status', payload: { battery: 17 } });
    expect(await readDevice(s.store, 'bp-1')).toMatchObject({ batteryPercent: 17, statusAt: iso(now) });
  });

  test('an unknown one is not found; an empty register is an empty list', async () => {
    const s = await testStore({ roster: null });
    await expect(readDevice(s.store, 'nope')).rejects.toMatchObject({ code: 'not-found' });
    expect(await listDevices(s.store, { limit: 2 })).toEqual({ items: [], next: null });
  });
});

describe('programs', () => {
  test('the shipped ones are there; seeding again keeps limits that a site has changed', async () => {
    const s = await testStore({ roster: null });
    const actor = { type: 'person', name: 'lead' } as const;
    const deps = { store: s.store, directory: s.directory, actor, at: now };
    const limits = { ...defaultLimits, severeSystolicMmHg: 175 };
    await putProgram(deps, 'hypertension', { name: 'Hypertension', limits, waiver: 'agreed' });
    await seedPrograms(s.store, now + 1);
    const { items } = await listPrograms(s.store);
    expect(items.map(p => [p.id, p.limitsVersion])).toEqual([
      ['diabetes', 1],
      ['heart-failure', 1],
      ['hypertension', 2],
    ]);
    expect(items[2]?.limits.severeSystolicMmHg).toBe(175);
  });

  test('new limits reach the patients of the program at once, under the next version, audited', async () => {
    const s = await testStore();
    const before = s.directory.patient(s.patientId('P1'), now);
    const actor = { type: 'person', name: 'lead' } as const;
    const limits = { ...defaultLimits, weightGain3DaysKg: 1.5 };
    await putProgram({ store: s.store, directory: s.directory, actor, at: now }, 'heart-failure', {
      name: 'Heart failure',
      limits,
      waiver: 'agreed',
    });
    const entry = s.directory.patient(s.patientId('P1'), now);
    expect(entry?.version).toBe((before?.version ?? 0) + 1);
    expect(entry?.timeline.at(-1)?.limits.weightGain3DaysKg).toBe(1.5);
    expect(s.rows('audit_log').at(-1)).toMatchObject({
      action: 'program.put',
      subject_id: 'heart-failure',
      actor: 'person:lead',
    });
  });

  test('a new one can be made', async () => {
    const s = await testStore({ roster: null });
    const deps = { store: s.store, directory: s.directory, actor: { type: 'system' } as const, at: now };
    expect(
      await putProgram(deps, 'post-partum', { name: 'Post-partum', limits: defaultLimits }),
    ).toMatchObject({ id: 'post-partum', limitsVersion: 1 });
    expect(programInput.safeParse({ name: ' ', limits: defaultLimits }).success).toBe(false);
  });
});
