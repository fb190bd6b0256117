import { isoLocal } from '../src/domain/local-day.ts';
import type { SimulatedDevice, SimulatedPatient } from './patient.ts';

export const rosterHeader = [
  'patient',
  'family',
  'given',
  'birthDate',
  'sex',
  'timeZone',
  'program',
  'device',
  'kind',
  'perWeek',
  'phone',
  'from',
  'dryWeightKg',
  'flags',
  'gateway',
] as const;

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

type Assigned = { readonly device: SimulatedDevice; readonly id: string; readonly from: number | null };

/** The devices a patient was given, replacements under a new id among them; `from` null: from the beginning. */
const assignedTo = ({ devices, nuisances, enrolledAt, startAt }: SimulatedPatient): readonly Assigned[] =>
  devices.flatMap(device => {
    const from = enrolledAt > startAt ? enrolledAt : null;
    const replacements = nuisances.flatMap(n =>
      n.is === 'device-swap' && n.deviceId === device.deviceId && n.newId !== null
        ? [{ device, id: n.newId, from: n.from }]
        : [],
    );
    return [{ device, id: device.deviceId, from }, ...replacements];
  });

/** DESIGN's roster file: a line a device. */
export const rosterCsv = (patients: Iterable<SimulatedPatient>): string => {
  const lines = [rosterHeader.join(',')];
  for (const patient of patients) {
    for (const { device, id, from } of assignedTo(patient)) {
      const row = {
        ...patient,
        device: id,
        kind: device.kind,
        perWeek: device.perWeek,
        from: from === null ? '' : isoLocal(from, patient.timeZone),
        dryWeightKg: patient.dryWeightKg ?? '',
        flags: patient.flags.join(' '),
      };
      lines.push(rosterHeader.map(column => cell(row[column])).join(','));
    }
  }
  return `${lines.join('\n')}\n`;
};
