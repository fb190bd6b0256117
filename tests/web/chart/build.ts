import type { PatientBody } from '../../../src/contract/patients.ts';
import type { ReadingBody } from '../../../src/contract/readings.ts';
import { dayMs, hourMs } from '../../../src/domain/local-day.ts';
import { defaultLimits } from '../../../src/rules/limits.ts';

export const now = Date.parse('2026-11-26T15:00:00Z');
export const iso = (at: number): string => new Date(at).toISOString();
/** So many days ago, at 09:00 in New York. */
export const daysAgo = (days: number, hours = 0): number => now - days * dayMs - hourMs + hours * hourMs;

const reading = (at: number, values: Partial<ReadingBody> & Pick<ReadingBody, 'kind'>): ReadingBody => ({
  id: crypto.randomUUID(),
  ...{ deviceId: 'd', slot: null, measuredAt: iso(at), receivedAt: iso(at), mode: 'live' },
  ...{ flags: [], suspect: null, version: 0, sent: { unit: null, values: {} } },
  ...values,
});

export const pressure = (
  at: number,
  systolicMmHg: number,
  diastolicMmHg = 80,
  rest: Partial<ReadingBody> = {},
) => reading(at, { kind: 'blood-pressure', systolicMmHg, diastolicMmHg, ...rest });

export const weight = (at: number, weightKg: number) => reading(at, { kind: 'weight', weightKg });

export const glucose = (at: number, glucoseMgDl: number | null, outOfRange: 'HI' | null = null) =>
  reading(at, { kind: 'glucose', glucoseMgDl, outOfRange });

export const patient = (change: Partial<PatientBody> = {}): PatientBody => ({
  ...{ id: 'pat_1', siteId: 'P1', family: 'Okafor', given: 'Ada', birthDate: '1948-03-27', sex: 'female' },
  ...{ timeZone: 'America/New_York', programId: 'heart-failure', status: 'active' },
  enrolledAt: iso(now - 200 * dayMs),
  ...{ phone: null, language: null, caregiver: null, caregiverPhone: null, caregiverConsent: null },
  ...{ emergencyContact: null, emergencyPhone: null, address: null, provider: null, dryWeightKg: null },
  ...{ site: null, tags: [], flags: [], updatedAt: iso(now) },
  monitoring: { status: 'active', since: null, resumesAt: null, reviewAt: null, reason: null, by: null },
  ...{ monitoringChanges: [], encounters: [], conditions: [] },
  assignments: [
    { id: 'a', deviceId: 'd', kind: 'blood-pressure', slot: null, perWeek: 7, from: null, until: null },
  ],
  ...{ limits: defaultLimits, lastReadingAt: {}, openItemId: null },
  ...change,
});
