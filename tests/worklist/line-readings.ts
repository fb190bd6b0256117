import type { LineReading } from '../../src/worklist/line-measure.ts';
import { now } from './line.ts';

/** A good pressure of five minutes ago. */
export const pressureReading = (over: Partial<LineReading> = {}): LineReading => ({
  id: 'r1',
  patientId: 'pat_1',
  owned: true,
  kind: 'blood-pressure',
  measuredAt: now - 300_000,
  receivedAt: now - 299_000,
  systolicMmHg: 184,
  diastolicMmHg: 96,
  pulsePerMin: 71,
  glucoseMgDl: null,
  weightKg: null,
  suspect: null,
  flags: [],
  sentUnit: 'mm[Hg]',
  ...over,
});

export const glucoseReading = (mgDl: number | null, sentUnit = 'mg/dL'): LineReading =>
  pressureReading({
    kind: 'glucose',
    systolicMmHg: null,
    diastolicMmHg: null,
    pulsePerMin: null,
    glucoseMgDl: mgDl,
    sentUnit,
  });

export const weightReading = (weightKg: number): LineReading =>
  pressureReading({
    kind: 'weight',
    systolicMmHg: null,
    diastolicMmHg: null,
    pulsePerMin: null,
    weightKg,
    sentUnit: 'kg',
  });
