import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { endAt } from './fixtures.ts';

const panel = simulatePanel({ seed: 'roster', count: 300, endAt });
const csv = rosterCsv(panel);
const rows: Record<string, string>[] = parse(csv, { columns: true });

test('the header is that of the roster file, with phone', () => {
  expect(csv.split('\n')[0]).toBe(
    'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone',
  );
  expect(csv.endsWith('\n')).toBe(true);
});

test('there is a line a device, and the lines of one patient agree', () => {
  expect(rows.length).toBe(panel.reduce((sum, { devices }) => sum + devices.length, 0));
  for (const patient of panel) {
    const own = rows.filter(row => row.patient === patient.patient);
    expect(own.map(({ device, kind, perWeek }) => [device, kind, Number(perWeek)])).toEqual(
      patient.devices.map(({ deviceId, kind, perWeek }) => [deviceId, kind, perWeek]),
    );
    for (const { family, given, birthDate, sex, timeZone, program, phone } of own) {
      expect({ family, given, birthDate, sex, timeZone, program, phone }).toEqual({
        family: patient.family,
        given: patient.given,
        birthDate: patient.birthDate,
        sex: patient.sex,
        timeZone: patient.timeZone,
        program: patient.program,
        phone: patient.phone,
      });
    }
  }
});

test('names with a comma or a quote survive', () => {
  expect(panel.some(({ family }) => family.includes(','))).toBe(true);
  const [first] = panel;
  if (!first) throw new Error('empty panel');
  const awkward = { ...first, family: 'Gray, "Red"\nJr.', given: 'Ana' };
  const [row] = parse(rosterCsv([awkward]), { columns: true }) as Record<string, string>[];
  expect(row?.family).toBe('Gray, "Red"\nJr.');
});
