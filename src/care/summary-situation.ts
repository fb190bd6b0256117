import { alertTitle } from '../alerts/sources.ts';
import { type Severity, severities, severityRank } from '../domain/alert.ts';
import { isoLocal } from '../domain/local-day.ts';
import { limitsSchema } from '../rules/limits.ts';
import { spokenLimits } from '../rules/spoken-limits.ts';
import { spokenTime } from '../worklist/quiet-body.ts';
import type { SummaryGround } from './summary-load.ts';
import { ageOn } from './summary-words.ts';

export type Told = readonly string[];
type Alert = SummaryGround['alerts'][number];

export const timeOf =
  ({ patient }: SummaryGround) =>
  (at: number | string): string =>
    spokenTime(typeof at === 'string' ? Date.parse(at) : at, patient.timeZone);

const worstFirst = (a: Alert, b: Alert): number =>
  severityRank[b.severity] - severityRank[a.severity] || b.startedAt - a.startedAt;

export const standing = ({ alerts }: SummaryGround): Alert[] =>
  alerts.filter(a => a.state === 'firing').sort(worstFirst);

const evidenceText = ({ ruleId, evidence }: Alert, time: (at: number) => string): string => {
  const readings = evidence.readings.map(r => `${r.value} ${time(r.measuredAt)}`);
  const limits = spokenLimits(ruleId, evidence.limits).map(l => `${l.what} ${l.value} ${l.unit}`.trim());
  return [
    readings.length > 0 ? `; readings: ${readings.join(', ')}` : '',
    limits.length > 0 ? `; compared with: ${limits.join(', ')}` : '',
  ].join('');
};

const alertText = (alert: Alert, time: (at: number) => string): string =>
  `${alert.severity}: ${alertTitle(alert.ruleId)}${alert.confirmed ? '' : ' (unconfirmed)'} since ${time(alert.startedAt)}: ${alert.because}${evidenceText(alert, time)}`;

const itemText = (ground: SummaryGround): string => {
  const { item } = ground;
  const time = timeOf(ground);
  if (!item) return 'No open item on the worklist';
  const taken = item.acknowledgedAt
    ? `acknowledged by ${item.acknowledgedBy ?? 'a person'} ${time(item.acknowledgedAt)}`
    : 'not acknowledged';
  const owner = item.owner === null ? 'no owner' : `owner ${item.owner}`;
  return `Open item, ${severities[item.severity] as Severity}, since ${time(item.openedAt)}: ${taken}, ${owner}`;
};

export const situationOf = (ground: SummaryGround): Told => {
  const { patient, program, at } = ground;
  const age = ageOn(patient.birthDate, at, patient.timeZone);
  const who = `${patient.given} ${patient.family} (${patient.siteId}), ${patient.sex}, born ${patient.birthDate} (${age})`;
  const review = patient.monitoring.reason === null ? '' : `: ${patient.monitoring.reason}`;
  return [
    `${who}; ${program}; monitoring ${patient.status}${review}`,
    itemText(ground),
    ...standing(ground).map(alert => alertText(alert, timeOf(ground))),
  ];
};

const listed = (title: string, all: Told): Told => [
  `${title}: ${all.length > 0 ? all.join('; ') : 'none on file'}`,
];

const problemText = ({ system, code, onset, groups }: SummaryGround['problems'][number]): string =>
  `${code} (${system})${groups.length > 0 ? ` ${groups.join(', ')}` : ''}${onset === null ? '' : ` since ${onset}`}`;

const medicationText = ({ name, dose, since, note }: SummaryGround['medications'][number]): string =>
  [name, dose ?? '', since === null ? '' : `since ${since}`, note === null ? '' : `(${note})`]
    .filter(Boolean)
    .join(' ');

const staysTold = 3;

const described: Readonly<Record<string, { readonly description?: string | undefined }>> = limitsSchema.shape;

/** `above the dry weight, above, kg` for `limits.weightAboveDryKg`; of a rule's own parameter its key. */
const settingText = (key: string): string => described[key.replace(/^limits\./, '')]?.description ?? key;

const hasMgDl = (value: unknown): value is { readonly mgDl: number } =>
  typeof value === 'object' && value !== null && 'mgDl' in value;

const valueText = (value: unknown): string =>
  hasMgDl(value) ? `${value.mgDl} mg/dL` : (JSON.stringify(value) ?? 'none');

export const backgroundOf = (ground: SummaryGround): Told => {
  const { patient, limits, problems, medications } = ground;
  const day = (at: string) => isoLocal(Date.parse(at), patient.timeZone).slice(0, 10);
  const stays = patient.encounters.slice(0, staysTold).map(stay => {
    const until = stay.dischargedAt === null ? 'goes on' : `to ${day(stay.dischargedAt)}`;
    return `${stay.class}${stay.emergent ? ', emergent' : ''}, ${day(stay.admittedAt)} ${until}`;
  });
  const own = limits.own.map(
    ({ key, value, programValue, why, by }) =>
      `${settingText(key)}: ${valueText(value)} (program ${valueText(programValue)}): ${why}, ${by}`,
  );
  return [
    ...listed('Problems', problems.map(problemText)),
    ...listed('Medications today', medications.map(medicationText)),
    ...(patient.flags.length > 0 ? [`Marked: ${patient.flags.join(', ')}`] : []),
    ...(patient.dryWeightKg === null ? [] : [`Dry weight: ${patient.dryWeightKg} kg`]),
    ...listed('Stays and visits', stays),
    ...listed('Limits of the patient’s own', own),
    ...(patient.provider === null ? [] : [`Provider: ${patient.provider}`]),
  ];
};
