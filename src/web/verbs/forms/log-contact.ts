import { contactChannels, contactedParties } from '../../../domain/contact.ts';
import type { Choice } from '../../kit/choice.ts';
import { text } from '../../strings.ts';
import { type FormContext, type FormSpec, filled } from '../form-spec.ts';
import { whenFields, whenOf } from '../when.ts';

const words = text.forms.contact;

/** Why a party may not be contacted, or null. */
const hindrance = (who: string, { subject: { patient } }: FormContext): string | null => {
  if (who !== 'caregiver' || patient === null) return null;
  if (!patient.caregiver && !patient.caregiverPhone) return words.noCaregiver;
  return patient.caregiverConsent === true ? null : words.noConsent;
};

const parties = (context: FormContext): Choice[] =>
  contactedParties.map(value => ({
    value,
    label: text.parties[value],
    off: hindrance(value, context),
  }));

const nextTry = {
  name: 'nextTryAt',
  label: words.nextTry,
  choices: ['in-1-hour', 'this-afternoon', 'tomorrow-morning'],
  never: words.noNextTry,
} as const;

export const logContactForm: FormSpec = {
  deed: 'log-contact',
  start: () => ({ who: 'patient', channel: 'phone', nextTryAt: '' }),
  fields: (values, context) => [
    { name: 'who', label: words.who, is: 'pick', choices: parties(context) },
    {
      name: 'channel',
      label: words.channel,
      is: 'pick',
      choices: contactChannels.map(value => ({ value, label: text.channels[value] })),
    },
    {
      name: 'reached',
      label: words.reached,
      is: 'pick',
      required: true,
      choices: [
        { value: 'yes', label: words.yes },
        { value: 'no', label: words.no },
      ],
    },
    ...(values.reached === 'no' ? whenFields(nextTry, values, context) : []),
    { name: 'note', label: words.note, is: 'area', max: 4000 },
  ],
  body: (values, context) => {
    const { who = '', channel, reached } = values;
    if (!reached || hindrance(who, context) !== null) return null;
    const nextTryAt = reached === 'no' ? whenOf('nextTryAt', values, context.now) : undefined;
    if (nextTryAt === null) return null;
    const note = filled(values, 'note');
    return {
      who,
      channel,
      reached: reached === 'yes',
      ...(note && { note }),
      ...(nextTryAt && { nextTryAt }),
    };
  },
};
