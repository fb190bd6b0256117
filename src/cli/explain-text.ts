import type { ExplanationBody } from '../contract/explanations.ts';

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

const inForceLines = ({ inForce }: ExplanationBody): string[] => {
  if (!inForce) return ['not kept'];
  return [
    `version ${inForce.version}, activated by ${inForce.by}, in force from ${inForce.from}`,
    ...Object.entries(inForce.params).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
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

/** An explanation for a terminal. */
export const explanationText = (e: ExplanationBody): string =>
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
    ...row(
      'days',
      ...e.days.map(
        d =>
          `${d.day}  ${d.kind}: ${d.readings} readings, mean ${number(d.mean)}, ${number(d.min)}–${number(d.max)}`,
      ),
    ),
    ...row('limits', ...Object.entries(e.limits).map(([name, value]) => `${name} = ${number(value)}`)),
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
