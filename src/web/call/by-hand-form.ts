import type { CareSpec } from '../care/care-spec.ts';
import { asLocalField, fromLocalField } from '../lib/moments.ts';
import { callWords } from '../strings/call.ts';
import { filled } from '../verbs/form-spec.ts';
import { secondsOf } from './clock-text.ts';
import { mostMs } from './timer.ts';

const { minutes: words, activities, bar } = callWords;
const { fields } = words;

/** Time that no timer has counted. */
export const byHandForm = (now: number): CareSpec => ({
  title: words.form[0],
  submit: words.form[1],
  start: { startedAt: asLocalField(now - 10 * 60_000), activity: 'review', interactive: 'no' },
  fields: () => [
    { name: 'startedAt', label: fields.startedAt, is: 'moment', required: true, half: true },
    {
      name: 'minutes',
      label: fields.minutes,
      is: 'text',
      required: true,
      help: bar.timeHelp,
      max: 8,
      half: true,
    },
    {
      name: 'activity',
      label: fields.activity,
      is: 'pick',
      choices: Object.entries(activities).map(([value, label]) => ({ value, label })),
    },
    {
      name: 'interactive',
      label: fields.interactive,
      is: 'pick',
      choices: [
        { value: 'yes', label: words.yes },
        { value: 'no', label: words.no },
      ],
    },
    { name: 'note', label: fields.note, is: 'text', required: true, max: 1_000 },
  ],
  body: values => {
    const at = fromLocalField(values.startedAt ?? '');
    const seconds = secondsOf(values.minutes ?? '');
    const note = filled(values, 'note');
    if (at === null || seconds === null || seconds * 1_000 > mostMs || !note) return null;
    const { activity, interactive } = values;
    return {
      startedAt: new Date(at).toISOString(),
      seconds,
      activity,
      interactive: interactive === 'yes',
      note,
    };
  },
});
