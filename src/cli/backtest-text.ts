import type { BacktestAsk, BacktestResult } from '../contract/backtests.ts';

const listed = 10;

type Figures = BacktestResult['alerts'];

const change = ({ current, proposed }: Figures): string => {
  if (current === 0) return proposed === 0 ? '' : 'new';
  const percent = Math.round((proposed / current - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
};

const figuresText = (name: string, f: Figures): string =>
  [
    name.padEnd(32),
    `${f.current}`.padStart(8),
    `${f.proposed}`.padStart(8),
    f.currentPerPatientWeek.toFixed(3).padStart(10),
    f.proposedPerPatientWeek.toFixed(3).padStart(10),
    change(f).padStart(8),
  ].join('');

const askText = ({ patientId, at, severity, rules, closedAsReal, because }: BacktestAsk): string => {
  const real =
    closedAsReal === null ? '' : `  CLOSED AS REAL (${closedAsReal.action}, ${closedAsReal.itemId})`;
  return `  ${at.slice(0, 16)}  ${patientId}  ${severity}  ${rules.join(', ')}${real}\n      ${because ?? ''}`;
};

const asksText = (title: string, count: number, items: readonly BacktestAsk[]): string[] =>
  count === 0
    ? []
    : ['', title, ...items.slice(0, listed).map(askText), ...(count > listed ? [`  … of ${count}`] : [])];

const admissionsText = ({ admissions: a }: BacktestResult): string[] =>
  a.onFile === 0
    ? ['', 'admissions on file: none']
    : [
        '',
        `admissions on file: ${a.onFile}; an item in the 14 days before: ${a.caughtByCurrent} now, ${a.caughtByProposed} proposed`,
        ...a.neither.slice(0, listed).map(x => `  neither: ${x.admittedAt.slice(0, 10)}  ${x.patientId}`),
        ...a.onlyCurrent.slice(0, listed).map(x => `  LOST:    ${x.admittedAt.slice(0, 10)}  ${x.patientId}`),
        ...a.onlyProposed
          .slice(0, listed)
          .map(x => `  gained:  ${x.admittedAt.slice(0, 10)}  ${x.patientId}`),
      ];

const warnings = ({ contradicted, failures, historyReadings, readings }: BacktestResult): string[] => [
  ...(historyReadings > 0
    ? [
        '',
        `${historyReadings} of ${readings} readings were imported: replayed as if they had come when measured`,
      ]
    : []),
  ...(contradicted.length > 0
    ? ['', `the own settings of ${contradicted.length} patients contradict it: ${contradicted.join(', ')}`]
    : []),
  ...failures.map(f => `FAILED: ${f.ruleId} on ${f.patients} patients`),
];

/** A back-test for a terminal. */
export const backtestText = (r: BacktestResult): string =>
  [
    `${r.program}: ${r.patients} patients, ${r.patientDays} patient-days, ${r.from.slice(0, 10)} to ${r.to.slice(0, 10)}`,
    `version ${r.version}, in force, against the proposal; each with a simulated reviewer who handles an item within a working day`,
    ...r.changes.map(c => `  ${c.key}: ${JSON.stringify(c.current)} → ${JSON.stringify(c.proposed)}`),
    '',
    `${''.padEnd(32)}${'now'.padStart(8)}${'then'.padStart(8)}${'now/p-wk'.padStart(10)}${'then/p-wk'.padStart(10)}${'change'.padStart(8)}`,
    figuresText('items (patients who came)', r.items),
    figuresText('alerts', r.alerts),
    ...r.rules.map(rule => figuresText(`  ${rule.id}`, rule.alerts)),
    ...asksText(
      `items lost: ${r.lost.count}, of them closed as real: ${r.lost.closedAsReal}, and acted on: ${r.lost.actionable}`,
      r.lost.count,
      r.lost.items,
    ),
    ...asksText(`items gained: ${r.gained.count}`, r.gained.count, r.gained.items),
    ...admissionsText(r),
    ...(r.mostAffected.length > 0 ? ['', 'most affected (items now → then, alerts now → then)'] : []),
    ...r.mostAffected
      .slice(0, listed)
      .map(
        p =>
          `  ${p.patientId}  ${p.itemsCurrent} → ${p.itemsProposed}  ${p.alertsCurrent} → ${p.alertsProposed}`,
      ),
    ...warnings(r),
  ].join('\n');
