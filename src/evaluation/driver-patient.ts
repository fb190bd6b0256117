import type { PatientContext } from '../domain/patient.ts';
import type { Directory } from '../roster/directory.ts';

type Facts = { readonly batteryPercent: number | null; readonly statusAt: number | null };

const unheard: Facts = { batteryPercent: null, statusAt: null };

/** The patient as rules know her at instants that never go back; of her devices what the stream has told so far. */
export const acquaintance = (directory: Pick<Directory, 'patient'>, patientId: string) => {
  const facts = new Map<string, Facts>();
  let changesAt: number | null = Number.NEGATIVE_INFINITY;
  const withFacts = (context: PatientContext): PatientContext => ({
    ...context,
    devices: context.devices.map(d => ({ ...d, ...(facts.get(d.deviceId) ?? unheard) })),
  });
  return {
    /** true: the battery is news of a device she holds then */
    note: (deviceId: string, batteryPercent: number | null, statusAt: number): boolean => {
      const before = facts.get(deviceId)?.batteryPercent ?? null;
      facts.set(deviceId, { batteryPercent: batteryPercent ?? before, statusAt });
      changesAt = Number.NEGATIVE_INFINITY;
      if (batteryPercent === null || batteryPercent === before) return false;
      const held = directory.patient(patientId, statusAt)?.context.devices ?? [];
      return held.some(d => d.deviceId === deviceId);
    },
    /** null: as she was known before */
    at: (at: number): PatientContext | null => {
      if (changesAt === null || at < changesAt) return null;
      const entry = directory.patient(patientId, at);
      if (!entry) return null;
      changesAt = entry.changesAt;
      return withFacts(entry.context);
    },
  };
};
