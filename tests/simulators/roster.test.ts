import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { rosterCsv } from '../../simulators/roster.ts';
import { panelOf } from './fixtures.ts';

const panel = panelOf('roster', 300);
const csv = rosterCsv(panel);
const rows: Record<string, string>[] = parse(csv, { columns: true });

test('the header is that of the roster file', () => {
  expect(csv.split('\n')[0]).toBe(
    'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone,from,dryWeightKg,flags,gateway',
  );
  expect(csv.endsWith('\n')).toBe(true);
});

test('there is a line a device, and the lines of one patient agree', () => {
  for (const patient of panel) {
    const own = rows.filter(row => row.patient === patient.patient);
    const first = own.filter(({ device }) => !device?.endsWith('-2'));
    expect(first.map(({ device, kind, perWeek }) => [device, kind, Number(perWeek)])).toEqual(
      patient.devices.map(({ deviceId, kind, perWeek }) => [deviceId, kind, perWeek]),
    );
    const { family, given, birthDate, sex, timeZone, program, phone, gateway } = patient;
    const person = { family, given, birthDate, sex, timeZone, program, phone, gateway };
    for (const row of own) {
      expect(row).toMatchObject(person);
      expect(row.flags).toBe(patient.flags.join(' '));
      expect(row.dryWeightKg).toBe(String(patient.dryWeightKg ?? ''));
    }
  }
});

test('a device replaced under a new id has a line of its own, from that time on', () => {
  const swaps = panel.flatMap(p => p.nuisances.flatMap(n => (n.is === 'device-swap' && n.newId ? [n] : [])));
  expect(swaps.length).toBeGreaterThan(10);
  const replacements = rows.filter(({ device }) => device?.endsWith('-2'));
  expect(replacements.map(({ device, from }) => [device, Date.parse(from ?? '')])).toEqual(
    swaps.map(({ newId, from }) => [newId, from]),
  );
});

test('who enrols while the panel runs holds the devices from then on, the others from the beginning', () => {
  const late = panel.filter(({ enrolledAt, startAt }) => enrolledAt > startAt);
  expect(late.length).toBeGreaterThan(20);
  for (const { devices, enrolledAt, startAt } of panel) {
    const row = rows.find(({ device }) => device === devices[0]?.deviceId);
    expect(row?.from === '' ? startAt : Date.parse(row?.from ?? '')).toBe(enrolledAt);
  }
});

test('about 60 patients share a gateway', () => {
  expect(new Set(rows.map(({ gateway }) => gateway))).toEqual(
    new Set(['01', '02', '03', '04', '05'].map(n => `sim-gateway-${n}`)),
  );
});

test('names with a comma or a quote survive', () => {
  expect(panel.some(({ family }) => family.includes(','))).toBe(true);
  const [first] = panel;
  if (!first) throw new Error('empty panel');
  const awkward = { ...first, family: 'Gray, "Red"\nJr.', given: 'Ana' };
  const [row] = parse(rosterCsv([awkward]), { columns: true }) as Record<string, string>[];
  expect(row?.family).toBe('Gray, "Red"\nJr.');
});
