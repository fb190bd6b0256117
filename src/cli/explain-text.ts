import type { ExplanationBody } from '../contract/explanations.ts';
import { ruleById } from '../rules/catalogue.ts';
import { paramsOf } from '../rules/define.ts';

const row = (name: string, ...lines: readonly string[]): string[] =>
  lines.map((line, i) => `${(i === 0 ? name : '').padEnd(11)} ${line}`);

const number = (value: number | null): string =>
  value === null ? '–' : String(Math.round(value * 100) / 100);

const judgedText = ({ judged }: ExplanationBody): string => {
  if (!judged) return 'not kept';
  const on = judged.readingId === null ? 'when time had passed' : `on reading ${judged.readingId}`;
  const { stood } = judged;
  const before = stood
    ? `; an alert stood: ${stood.severity}, ${stood.state}, since ${stood.startedAt}`
    : '; nothing stood before';
  return `${judged.at} ${on}${before}`;
};

const paramText = (ruleId: string, name: string, value: unknown): string => {
  const rule = ruleById.get(ruleId);
  const param = rule && paramsOf(rule).find(one => one.name === name);
  const unit = param && param.unit !== '1' && param.unit !== 'yes or no' ? ` ${param.unit}` : '';
  return `${name} = ${JSON.stringify(value)}${unit}${param ? `: ${param.what}` : ''}`;
};

const inForceLines = ({ inForce, rule }: ExplanationBody): string[] => {
  if (!inForce) return ['not kept'];
  return [
    `version ${inForce.version}, activated by ${inForce.by}, in force from ${inForce.from}`,
    ...Object.entries(inForce.params).map(([name, value]) => paramText(rule.id, name, value)),
    ...inForce.own.map(
      o =>
        `${o.key} = ${JSON.stringify(o.value)} for this patient (program: ${JSON.stringify(o.programValue)}); ${o.by}: ${o.why}`,
    ),
  ];
};

const quietText = ({ quiet }: ExplanationBody): string => {
  if (!quiet) return 'no';
  const by = quiet.for === null ? quiet.by : `${quiet.by}, for ${quiet.for}`;
  return `${by}, until ${quiet.until ?? 'what hides it is over'}`;
};

const recomputedLines = ({ recomputed }: ExplanationBody): string[] => {
  if (recomputed.same === null) return [`cannot be: ${recomputed.why}`];
  if (recomputed.same) return ['yes: the rule finds the same on these grounds'];
  return [
    `NO${recomputed.why ? `: ${recomputed.why}` : ''}`,
    ...recomputed.differences.map(d => `${d.field}: stored ${d.stored} / recomputed ${d.recomputed}`),
  ];
};

type Day = ExplanationBody['days'][number];

const units = { 'blood-pressure': 'mmHg', glucose: 'mg/dL', weight: 'kg' } as const;

const dayText = ({ day, kind, readings, mean, min, max, diastolicMean, pulseMean }: Day): string => {
  const count = `${readings} ${readings === 1 ? 'reading' : 'readings'}`;
  const value = diastolicMean === null ? number(mean) : `${number(mean)}/${number(diastolicMean)}`;
  const pulse = pulseMean === null ? '' : `, pulse ${number(pulseMean)} /min`;
  return `${day}  ${kind}: ${count}, mean ${value} ${units[kind]} (${number(min)}–${number(max)})${pulse}`;
};

const daysShown = 14;
const dayMs = 24 * 60 * 60_000;

/** The last 14 local days, and how many lines there are of earlier ones. */
const dayLines = ({ days }: ExplanationBody, { allDays }: Shown): string[] => {
  const last =
    days
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? '';
  const isLate = ({ day }: Day) => Date.parse(last) - Date.parse(day) < daysShown * dayMs;
  const shown = allDays ? days : days.filter(isLate);
  const earlier = new Set(days.filter(day => !shown.includes(day)).map(({ day }) => day)).size;
  const rest = `and ${earlier} earlier ${earlier === 1 ? 'day' : 'days'}: --all-days prints all`;
  return [...shown.map(dayText), ...(earlier > 0 ? [rest] : [])];
};

const limitText = ({ what, value, unit }: ExplanationBody['compared'][number]): string =>
  `${what}: ${number(value)} ${unit}`.trim();

export type Shown = { readonly allDays: boolean };

/** An explanation for a terminal. */
export const explanationText = (e: ExplanationBody, shown: Shown = { allDays: false }): string =>
  [
    ...row('alert', `${e.alertId}, patient ${e.patientSiteId}`),
    ...row('rule', `${e.rule.title} (${e.rule.id}, version ${e.rule.version})`),
    ...row('says', `${e.severity}${e.confirmed ? '' : ', unconfirmed'}, ${e.state}: ${e.because}`),
    ...row('judged', judgedText(e)),
    ...row(
      'readings',
      ...e.readings.map(
        r => `${r.measuredAt}  ${r.value}${r.since === 'unchanged' ? '' : `  (since ${r.since})`}`,
      ),
    ),
    ...row('days', ...dayLines(e, shown)),
    ...row('limits', ...e.compared.map(limitText)),
    ...row('in force', ...inForceLines(e)),
    ...row('quiet', quietText(e)),
    ...row(
      'life',
      ...e.lifecycle.map(({ at, what, by }) => `${at}  ${what}${by === null ? '' : ` by ${by}`}`),
    ),
    ...row('clears', e.rule.clears ?? 'when a person closes it'),
    ...row('consider', ...e.rule.steps.map(step => step.replace(/^consider /, ''))),
    ...row('source', e.rule.source ?? '–'),
    ...row('recomputed', ...recomputedLines(e)),
  ].join('\n');
