import { describe, expect, test } from 'vitest';
import { fileUnowned } from '../../src/readings/by-assignment.ts';
import { rosterHeader, smallRoster, testStore } from '../support/store.ts';

const ann = 'P1,Quill,Ann,1948-03-27,female,America/New_York,heart-failure';

const open = async () => {
  const s = await testStore();
  const pressure = (device: string, measuredAt: string) =>
    s.send({ device, payload: { measuredAt, systolic: 142, diastolic: 88, unit: 'mm[Hg]' } });
  const file = (deviceIds: readonly string[]) =>
    s.store.write(() =>
      fileUnowned(
        { store: s.store, actor: { type: 'person', name: 'tester' }, at: s.clock.now() },
        deviceIds,
      ),
    );
  return { ...s, pressure, file };
};

describe('filing what waits unowned', () => {
  test('files nothing while it is not clear whose it is', async () => {
    const s = await open();
    await s.pressure('shared-bp', '2026-11-23T11:00:00Z');
    expect(await s.file(['shared-bp'])).toBe(0);
    expect(s.rows('unowned_reading')).toHaveLength(1);
  });

  test('an import that makes it clear files those measured since, of its own devices', async () => {
    const s = await open();
    await s.pressure('shared-bp', '2026-11-21T11:00:00Z');
    await s.pressure('shared-bp', '2026-11-23T11:00:00Z');
    const cid = 'P3,Vole,Cid,1960-01-01,male,America/New_York,hypertension';
    await s.importCsv(`${rosterHeader}\n${cid},bp-3,blood-pressure,7,,,\n`);
    expect(s.rows('unowned_reading')).toHaveLength(2);
    await s.importCsv(`${rosterHeader}\n${cid},shared-bp,blood-pressure,7,2026-11-22T00:00:00Z,,\n`);
    expect(s.all('SELECT patient_id AS of FROM reading')).toEqual([{ of: s.patientId('P3') }]);
    expect(s.rows('unowned_reading')).toHaveLength(1);
    expect(s.rows('unowned_candidate')).toHaveLength(2);
    expect(s.all('SELECT decision, note, "by" FROM reading_resolution')).toEqual([
      { decision: 'reassign', note: 'assignment', by: 'tester' },
    ]);
    expect(await s.file(['shared-bp'])).toBe(0);
  });

  test('a clear owner is one at the reading’s own instant', async () => {
    const s = await open();
    await s.importCsv(`${rosterHeader}\n${ann},new-bp,blood-pressure,7,2026-11-23T00:00:00Z,,70\n`);
    await s.pressure('new-bp', '2026-11-22T11:00:00Z');
    expect(await s.file(['new-bp'])).toBe(0);
    expect(smallRoster).not.toContain('new-bp');
  });
});
