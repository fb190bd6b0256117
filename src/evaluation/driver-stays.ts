import { hourMs } from '../domain/local-day.ts';
import type { MonitoringChange } from '../domain/monitoring.ts';
import type { Directory, PatientEntry } from '../roster/directory.ts';
import { changeOf } from '../roster/status-input.ts';
import type { Step } from './driver-intake.ts';

/** A hospital stay; null: the patient is there still. */
export type Stay = { readonly admittedAt: number; readonly dischargedAt: number | null };

/** Convention: the service hears of an admission or a discharge within the hour. */
export const toldAfterMs = hourMs;

/** A change of status, and when the service hears of it. */
type Told = { readonly toldAt: number; readonly change: MonitoringChange };

const toldOf = ({ admittedAt, dischargedAt }: Stay): Told[] => {
  const told = (status: 'in-hospital' | 'active', from: number): Told => {
    const toldAt = from + toldAfterMs;
    return { toldAt, change: changeOf({ status, from }, toldAt) };
  };
  return [told('in-hospital', admittedAt), ...(dischargedAt === null ? [] : [told('active', dischargedAt)])];
};

const inOrder = (a: Told, b: Told): number => a.toldAt - b.toldAt;

/** The patient as the service would know her with the stays that it has heard of by an instant. */
const knowing = (entry: PatientEntry, all: readonly Told[], at: number): PatientEntry => {
  const told = all.filter(one => one.toldAt <= at).map(one => one.change);
  const next = all.find(one => one.toldAt > at)?.toldAt ?? null;
  const { context, changesAt } = entry;
  const discharges = told.flatMap(({ status, fromAt }) => (status === 'active' ? [fromAt] : []));
  return {
    ...entry,
    changesAt: next === null || changesAt === null ? (next ?? changesAt) : Math.min(next, changesAt),
    context: {
      ...context,
      monitoring: [...context.monitoring, ...told].sort((a, b) => a.fromAt - b.fromAt),
      discharges: [...context.discharges, ...discharges].sort((a, b) => a - b),
    },
  };
};

/**
 * Tells a driven patient's stays as a person would who sets the status within the hour: nothing of one is known before
 * it began. What came since is judged again, as the service does for a status that is entered late. Pure.
 */
export const withStays = (
  directory: Pick<Directory, 'patient'>,
  steps: readonly Step[],
  stays: readonly Stay[],
  startAt: number,
): { readonly directory: Pick<Directory, 'patient'>; readonly steps: readonly Step[] } => {
  if (stays.length === 0) return { directory, steps };
  const all = stays.flatMap(toldOf).sort(inOrder);
  const turns = all
    .filter(({ toldAt }) => toldAt > startAt)
    .map(({ toldAt, change }): Step => {
      const status = { kind: null, measuredAt: change.fromAt, taken: null, given: null };
      return { is: 'turn', at: toldAt, turn: { arrival: 1, at: toldAt, ...status } };
    });
  return {
    directory: {
      patient: (patientId, at) => {
        const entry = directory.patient(patientId, at);
        return entry && knowing(entry, all, at);
      },
    },
    steps: [...steps, ...turns].sort((a, b) => a.at - b.at),
  };
};
