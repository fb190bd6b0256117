import { text } from '../../strings.ts';
import { type FormSpec, filled } from '../form-spec.ts';
import { whenFields, whenOf } from '../when.ts';

const words = text.forms.snooze;

export const snoozeForm: FormSpec = {
  deed: 'snooze',
  start: () => ({ until: 'in-1-hour' }),
  hint: () => words.hint,
  blocked: ({ subject }) => (subject.item?.severity === 'critical' ? words.critical : null),
  fields: (values, context) => [
    ...whenFields(
      {
        name: 'until',
        label: words.until,
        choices: ['in-1-hour', 'in-4-hours', 'tomorrow-morning', 'in-3-days'],
      },
      values,
      context,
    ),
    { name: 'reason', label: words.reason, is: 'text', max: 500 },
  ],
  body: (values, { now }) => {
    const until = whenOf('until', values, now);
    const reason = filled(values, 'reason');
    return until ? { until, ...(reason && { reason }) } : null;
  },
};
