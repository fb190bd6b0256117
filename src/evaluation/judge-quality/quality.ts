import { z } from 'zod';
import { dayMs } from '../../domain/local-day.ts';
import { bootstrap, type Ratio } from './bootstrap.ts';
import type { EventScore, PatientScore, RuleScore } from './score-patient.ts';

const weekMs = 7 * dayMs;
const weeksPerYear = 365.25 / 7;
const share = z.number().min(0).max(1).nullable();
const count = z.int().min(0);
const interval = z.tuple([z.number(), z.number()]).nullable();
const quartiles = z.strictObject({
  p25: z.number().nullable(),
  p50: z.number().nullable(),
  p75: z.number().nullable(),
});

const scenarioSchema = z.strictObject({
  events: count,
  detected: count,
  /** of those detected, by more than silence */
  detectedByReadings: count,
  leadTimeDays: quartiles,
});

/** What a rule set was worth on a panel. A share or an interval is null where there was nothing to divide by. */
export const qualitySchema = z.strictObject({
  /** clinical events of the panel, beside every figure: a PPV means little without it */
  eventsPerPatientYear: z.number(),
  sensitivity: share,
  sensitivityCi: interval,
  /** lines of the clinical lane alone, silence left out */
  sensitivityByReadings: share,
  ppv: share,
  ppvCi: interval,
  items: count,
  truePositiveItems: count,
  itemsPerPatientWeek: z.number(),
  itemsPerPatientWeekCi: interval,
  alertsPerPatientWeek: z.number(),
  /** of those, alerts that asked for nobody when they fired */
  quietAlertsPerPatientWeek: z.number(),
  technicalItemsPerPatientWeek: z.number(),
  leadTimeDays: quartiles,
  scenarios: z.record(z.string(), scenarioSchema),
  rules: z.record(z.string(), z.strictObject({ alerts: count, truePositive: count })),
});
export type Quality = z.infer<typeof qualitySchema>;

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((s, one) => s + of(one), 0);

const ratio = (over: number, under: number): number | null => (under > 0 ? over / under : null);

const detectedIn = ({ events }: PatientScore): number => sum(events, e => (e.detected ? 1 : 0));

const ratios: readonly Ratio<PatientScore>[] = [
  { over: detectedIn, under: p => p.events.length },
  { over: p => p.truePositiveItems, under: p => p.items },
  { over: p => p.returns * weekMs, under: p => p.patientMs },
];

/** The value below which a share of them lies, between two of them by proportion. */
const quantileOf = (sorted: readonly number[], at: number): number | null => {
  if (sorted.length === 0) return null;
  const place = at * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
};

const leadTimes = (events: readonly EventScore[]): Quality['leadTimeDays'] => {
  const days = events.flatMap(e => (e.leadMs === null ? [] : [e.leadMs / dayMs])).sort((a, b) => a - b);
  return { p25: quantileOf(days, 0.25), p50: quantileOf(days, 0.5), p75: quantileOf(days, 0.75) };
};

const scenariosOf = (events: readonly EventScore[]): Quality['scenarios'] =>
  Object.fromEntries(
    [...Map.groupBy(events, e => e.scenario)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([scenario, its]) => [
        scenario,
        {
          events: its.length,
          detected: its.filter(e => e.detected).length,
          detectedByReadings: its.filter(e => e.byReadings).length,
          leadTimeDays: leadTimes(its),
        },
      ]),
  );

const rulesOf = (patients: readonly PatientScore[]): Quality['rules'] => {
  const rules = new Map<string, RuleScore>();
  for (const { rules: its } of patients) {
    for (const [id, { alerts, truePositive }] of Object.entries(its)) {
      const known = rules.get(id) ?? { alerts: 0, truePositive: 0 };
      rules.set(id, { alerts: known.alerts + alerts, truePositive: known.truePositive + truePositive });
    }
  }
  return Object.fromEntries([...rules].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Adds up patients' scores. Pure for a seed. */
export const qualityOf = (patients: readonly PatientScore[], seed: number): Quality => {
  const events = patients.flatMap(p => p.events);
  const weeks = sum(patients, p => p.patientMs) / weekMs;
  const perWeek = (of: (p: PatientScore) => number): number => ratio(sum(patients, of), weeks) ?? 0;
  const [sensitivityCi = null, ppvCi = null, loadCi = null] = bootstrap(patients, ratios, seed);
  const items = sum(patients, p => p.items);
  const truePositiveItems = sum(patients, p => p.truePositiveItems);
  return {
    eventsPerPatientYear: ratio(events.length, weeks / weeksPerYear) ?? 0,
    sensitivity: ratio(sum(patients, detectedIn), events.length),
    sensitivityCi: sensitivityCi && [...sensitivityCi],
    sensitivityByReadings: ratio(events.filter(e => e.byReadings).length, events.length),
    ppv: ratio(truePositiveItems, items),
    ppvCi: ppvCi && [...ppvCi],
    items,
    truePositiveItems,
    itemsPerPatientWeek: perWeek(p => p.returns),
    itemsPerPatientWeekCi: loadCi && [...loadCi],
    alertsPerPatientWeek: perWeek(p => p.alerts),
    quietAlertsPerPatientWeek: perWeek(p => p.quietAlerts),
    technicalItemsPerPatientWeek: perWeek(p => p.technicalReturns),
    leadTimeDays: leadTimes(events),
    scenarios: scenariosOf(events),
    rules: rulesOf(patients),
  };
};
