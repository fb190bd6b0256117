import { asLocalField, fromLocalField, type MomentName, moments } from '../lib/moments.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';
import type { Field, FormContext, Values } from './form-spec.ts';

const { when } = text;
const own = 'own';

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The chosen instant, in epoch ms; null while nothing is chosen, or when it lies in the past. */
const chosen = (name: string, values: Values, now: number): number | null => {
  const choice = values[name] ?? '';
  if (choice === own) {
    const at = fromLocalField(values[`${name}-own`] ?? '');
    return at !== null && at > now ? at : null;
  }
  return Object.hasOwn(moments, choice) ? moments[choice as MomentName](now) : null;
};

/** `Wed 25 Nov, 08:00 (14:00 for the patient)`, so that nobody calls in the night. */
const spoken = (at: number, { subject }: FormContext): string => {
  const there = subject.summary.timeZone;
  const here = formatTime(at, 'dayTime');
  return there === zoneHere() ? here : `${here} ${when.there(formatTime(at, 'clock', there))}`;
};

type When = {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly MomentName[];
  /** a label for choosing no time; without it one must be chosen */
  readonly never?: string;
};

/** Named moments to pick from, and a time of one's own. */
export const whenFields = (
  { name, label, choices, never }: When,
  values: Values,
  context: FormContext,
): Field[] => {
  const { now } = context;
  const at = chosen(name, values, now);
  const pick: Field = {
    name,
    label,
    is: 'pick',
    required: never === undefined,
    help: at === null ? undefined : spoken(at, context),
    choices: [
      ...(never === undefined ? [] : [{ value: '', label: never }]),
      ...choices
        .filter(choice => moments[choice](now) !== null)
        .map(value => ({ value, label: when.moments[value] })),
      { value: own, label: when.own },
    ],
  };
  if (values[name] !== own) return [pick];
  const least = asLocalField(now);
  return [pick, { name: `${name}-own`, label: when.ownLabel, is: 'moment', required: true, least }];
};

/** What to send of it: an ISO instant, undefined for no time, null while it is not said. */
export const whenOf = (name: string, values: Values, now: number): string | undefined | null => {
  if (!values[name]) return undefined;
  const at = chosen(name, values, now);
  return at === null ? null : new Date(at).toISOString();
};
