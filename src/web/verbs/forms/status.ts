import { dayMs, isoDay, localDay, startOfLocalDay } from '../../../domain/local-day.ts';
import { type MonitoringStatus, monitoringStatuses } from '../../../domain/monitoring.ts';
import { fromLocalField } from '../../lib/moments.ts';
import { safeZone } from '../../lib/times.ts';
import { text } from '../../strings.ts';
import { type Field, type FormContext, type FormSpec, filled, type Values } from '../form-spec.ts';

const words = text.forms.status;

/** Which day each status asks for: when it ends by itself, or when a person looks at it again. */
const dayAsked: Readonly<Record<MonitoringStatus, 'resumesAt' | 'reviewAt' | null>> = {
  learning: 'resumesAt',
  active: null,
  away: 'resumesAt',
  'in-hospital': 'reviewAt',
  ended: null,
};
const usualDays: Readonly<Record<MonitoringStatus, number>> = {
  learning: 14,
  active: 0,
  away: 7,
  'in-hospital': 7,
  ended: 0,
};

const statusOf = (values: Values): MonitoringStatus | undefined =>
  monitoringStatuses.find(status => status === values.status);

const dayIn = ({ now, subject }: FormContext, days: number): string =>
  isoDay(localDay(now, safeZone(subject.summary.timeZone)) + days);

/** The first instant of a calendar day where the patient lives. */
const startOf = (day: string, { subject }: FormContext): string | null => {
  const at = startOfLocalDay(Date.parse(day) / dayMs, safeZone(subject.summary.timeZone));
  return Number.isFinite(at) ? new Date(at).toISOString() : null;
};

const dayField = (status: MonitoringStatus, context: FormContext): Field[] => {
  const asked = dayAsked[status];
  if (asked === null) return [];
  return [
    {
      name: `day-${status}`,
      label: words[asked],
      is: 'day',
      required: true,
      least: dayIn(context, 1),
      help: text.panel.zone(context.subject.summary.timeZone),
      half: true,
    },
  ];
};

export const statusForm: FormSpec = {
  deed: 'status',
  start: context => ({
    status: context.subject.summary.status,
    ...Object.fromEntries(
      monitoringStatuses.map(status => [`day-${status}`, dayIn(context, usualDays[status])]),
    ),
  }),
  hint: values => {
    const status = statusOf(values);
    return status ? words.effects[status] : null;
  },
  fields: (values, context) => {
    const status = statusOf(values);
    return [
      {
        name: 'status',
        label: words.status,
        is: 'pick',
        choices: monitoringStatuses.map(value => ({ value, label: text.statuses[value] })),
      },
      { name: 'from', label: words.from, is: 'moment', help: words.fromHelp, half: true },
      ...(status ? dayField(status, context) : []),
      { name: 'reason', label: words.reason, is: 'text', required: status === 'ended', max: 500 },
    ];
  },
  body: (values, context) => {
    const status = statusOf(values);
    if (!status) return null;
    const from = fromLocalField(values.from ?? '');
    const asked = dayAsked[status];
    const day = asked === null ? null : startOf(values[`day-${status}`] ?? '', context);
    if (asked !== null && day === null) return null;
    const reason = filled(values, 'reason');
    if (status === 'ended' && !reason) return null;
    return {
      status,
      ...(from !== null && { from: new Date(from).toISOString() }),
      ...(asked !== null && { [asked]: day }),
      ...(reason && { reason }),
    };
  },
};
