import { localDay } from '../../domain/local-day.ts';
import { lastEndOf, notExpected, statusAt } from '../../domain/monitoring.ts';
import { lastDischargeAt } from '../../domain/patient.ts';
import { type Kind, kinds } from '../../domain/reading.ts';
import { daysBack, type Telemetry, type TelemetryDay } from './telemetry.ts';

/** Null where nothing is expected, or too few days have passed since something is. */
export type AdherenceFeatures = {
  /** share of the expected readings that did not come, on average of the kinds */
  readonly missed7Days: number | null;
  readonly missed14Days: number | null;
  /** of the last 7 days, against the four weeks before */
  readonly missedChange: number | null;
  /** whole days since the last day with a reading of any kind */
  readonly silentDays: number | null;
};

const none: AdherenceFeatures = {
  missed7Days: null,
  missed14Days: null,
  missedChange: null,
  silentDays: null,
};

/** The first whole day on which a reading of the kind is expected: as the rules on missed readings see it. */
const expectedFromDay = ({ patient, at, days }: Telemetry, kind: Kind): number => {
  const { timeZone, enrolledAt, expectedSince, monitoring } = patient;
  const startedAt = Math.max(enrolledAt, expectedSince?.[kind] ?? 0);
  const backAt = Math.max(lastEndOf(monitoring, notExpected, at) ?? 0, lastDischargeAt(patient, at) ?? 0);
  const heardFrom = days[kind].reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const started = Math.min(localDay(startedAt, timeZone), heardFrom - 1);
  return Math.max(started, backAt === 0 ? started : localDay(backAt, timeZone)) + 1;
};

const shareMissed = (
  days: readonly TelemetryDay[],
  perWeek: number,
  from: number,
  before: number,
): number => {
  const most = Math.ceil(perWeek / 7);
  let came = 0;
  for (const { day, readings } of days) if (day >= from && day < before) came += Math.min(most, readings);
  return 1 - Math.min(1, came / ((perWeek / 7) * (before - from)));
};

const meanOf = (values: readonly (number | null)[]): number | null => {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** Days since when a kind is expected, from which on a share of so many days is told. */
const leastOf = (length: number): number => Math.ceil(length / 2);

export const adherenceOf = (telemetry: Telemetry, today: number): AdherenceFeatures => {
  const { patient, at, days } = telemetry;
  if (notExpected.includes(statusAt(patient.monitoring, at))) return none;
  const expected = kinds.flatMap(kind => {
    const perWeek = patient.expectedPerWeek[kind] ?? 0;
    return perWeek > 0 ? [{ kind, perWeek, since: expectedFromDay(telemetry, kind) }] : [];
  });
  if (expected.length === 0) return none;
  const missed = (from: number, before: number): number | null =>
    meanOf(
      expected.map(({ kind, perWeek, since }) => {
        const start = Math.max(from, since);
        return before - start < leastOf(before - from)
          ? null
          : shareMissed(days[kind], perWeek, start, before);
      }),
    );
  const missed7Days = missed(today - 7, today);
  const usual = missed(today - daysBack, today - 7);
  const since = Math.min(...expected.map(e => e.since));
  let last = Math.max(since - 1, today - daysBack - 1);
  for (const { kind } of expected) for (const { day } of days[kind]) last = Math.max(last, day);
  return {
    missed7Days,
    missed14Days: missed(today - 14, today),
    missedChange: missed7Days === null || usual === null ? null : missed7Days - usual,
    silentDays: Math.max(0, today - last - 1),
  };
};
