import type { SimulatedPatient } from './patient.ts';

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
] as const;

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** DESIGN's roster file: a line a device. */
export const rosterCsv = (patients: Iterable<SimulatedPatient>): string => {
  const lines = [rosterHeader.join(',')];
  for (const { devices, ...patient } of patients) {
    for (const { deviceId: device, kind, perWeek } of devices) {
      const row = { ...patient, device, kind, perWeek };
      lines.push(rosterHeader.map(column => cell(row[column])).join(','));
    }
  }
  return `${lines.join('\n')}\n`;
};
