import type { Quality } from '../evaluation/judge-quality/quality.ts';
import type { Report } from '../evaluation/judge-quality/report.ts';
import { decimals, table } from './text-table.ts';

const withInterval = (value: number | null, interval: Quality['ppvCi']): string =>
  interval === null
    ? decimals(value)
    : `${decimals(value)} (${decimals(interval[0])}–${decimals(interval[1])})`;

const setRows = (report: Report): string[][] =>
  Object.entries(report.ruleSets).map(([name, q]) => [
    name,
    withInterval(q.sensitivity, q.sensitivityCi),
    decimals(q.sensitivityByReadings),
    withInterval(q.ppv, q.ppvCi),
    withInterval(q.itemsPerPatientWeek, q.itemsPerPatientWeekCi),
    decimals(q.alertsPerPatientWeek),
    decimals(q.leadTimeDays.p50, 1),
    decimals(q.eventsPerPatientYear),
  ]);

const setHeader = [
  'rule set',
  'sensitivity',
  'by readings',
  'PPV by item',
  'items/patient-week',
  'alerts/patient-week',
  'lead days',
  'events/patient-year',
];

const leadText = ({ p25, p50, p75 }: Quality['leadTimeDays']): string =>
  p50 === null ? '–' : `${decimals(p50, 1)} (${decimals(p25, 1)}–${decimals(p75, 1)})`;

const scenarioRows = (report: Report): string[][] => {
  const names = Object.keys(report.ruleSets);
  const [first] = names;
  const scenarios = Object.keys(report.ruleSets[first ?? '']?.scenarios ?? {});
  return scenarios.map(scenario => {
    const of = (name: string) => report.ruleSets[name]?.scenarios[scenario];
    const ofFirst = first === undefined ? undefined : of(first);
    return [
      scenario,
      String(ofFirst?.events ?? 0),
      ...names.map(name => String(of(name)?.detected ?? 0)),
      ofFirst ? leadText(ofFirst.leadTimeDays) : '–',
    ];
  });
};

const ruleRows = ({ ruleSets }: Report): string[][] =>
  Object.entries(ruleSets.default?.rules ?? {})
    .toSorted(([, a], [, b]) => b.alerts - a.alerts)
    .map(([id, { alerts, truePositive }]) => [
      id,
      String(alerts),
      String(truePositive),
      decimals(alerts === 0 ? null : truePositive / alerts),
    ]);

const withoutText = ({ without, simulated }: Report): string[] => {
  if (!without) return [];
  const rows = Object.entries(without)
    .toSorted(([, a], [, b]) => b.returnsSaved - a.returnsSaved)
    .map(([rule, q]) => [
      rule,
      String(q.returnsSaved),
      String(q.eventsLost),
      decimals(q.sensitivity),
      decimals(q.ppv),
      decimals(q.itemsPerPatientWeek, 3),
    ]);
  const header = ['items saved', 'events lost', 'sensitivity', 'PPV', 'items/patient-week'];
  return ['', table([[`default without${simulated ? ', simulated' : ''}`, ...header], ...rows])];
};

const curveText = ({ curve, simulated }: Report): string[] => {
  if (!curve) return [];
  const rows = curve.map(({ scale, sensitivity, ppv, itemsPerPatientWeek }) => [
    `× ${scale}`,
    decimals(sensitivity),
    decimals(ppv),
    decimals(itemsPerPatientWeek, 3),
  ]);
  const label = `default, thresholds scaled${simulated ? ', simulated' : ''}`;
  return ['', table([[label, 'sensitivity', 'PPV', 'items/patient-week'], ...rows])];
};

const sourceOf = ({ simulated }: Report): string =>
  simulated ? 'SIMULATED patients: every figure below is simulated' : 'stream and truth as given';

/** Convention: below this an interval is too wide, or a share too lucky, to compare rule sets by. */
const fewEvents = 30;

const remarks = ({ events, eventsNotObserved, ruleFailures }: Report): string[] => [
  ...(events < fewEvents
    ? [`only ${events} clinical events: too few to compare rule sets; take more patients or more days`]
    : []),
  ...(eventsNotObserved > 0
    ? [`${eventsNotObserved} events have their outcome outside the time observed and are not counted`]
    : []),
  ...Object.entries(ruleFailures).map(([rule, patients]) => `rule ${rule} broke on ${patients} patients`),
];

/** The report for people; what it prints of simulated patients says so. */
export const reportText = (report: Report): string => {
  const { patients, days, seed, events, eventsPerPatientYear, simulated, ruleSets } = report;
  const label = simulated ? ', simulated' : '';
  const panel = `${patients} patients × ${decimals(days, 1)} days, seed ${seed}`;
  return [
    sourceOf(report),
    `${panel}: ${events} clinical events, ${decimals(eventsPerPatientYear)} per patient-year`,
    ...remarks(report),
    '',
    table([setHeader.map((name, i) => (i === 0 ? `rule set${label}` : name)), ...setRows(report)]),
    '',
    table([
      [`events detected${label}`, 'events', ...Object.keys(ruleSets), 'lead days, default (quartiles)'],
      ...scenarioRows(report),
    ]),
    '',
    table([[`alerts of default${label}`, 'fired', 'in an event', 'share'], ...ruleRows(report)]),
    ...curveText(report),
    ...withoutText(report),
  ].join('\n');
};
