import { text } from '../../strings.ts';
import { type FormContext, type FormSpec, filled } from '../form-spec.ts';

const words = text.forms.assign;

const isMine = ({ subject, actorName }: FormContext): boolean => subject.item?.owner === actorName;

export const assignForm: FormSpec = {
  deed: 'assign',
  start: context => ({ to: isMine(context) ? 'person' : 'me' }),
  fields: (values, context) => [
    {
      name: 'to',
      label: words.to,
      is: 'pick',
      choices: [
        { value: 'me', label: words.me, off: isMine(context) ? words.alreadyMine : null },
        { value: 'person', label: words.person },
        {
          value: 'nobody',
          label: words.nobody,
          off: context.subject.item?.owner === null ? words.alreadyNobody : null,
        },
      ],
    },
    ...(values.to === 'person'
      ? [
          {
            name: 'person',
            label: words.name,
            is: 'text',
            required: true,
            max: 100,
            suggestions: context.people.filter(name => name !== context.subject.item?.owner),
          } as const,
        ]
      : []),
  ],
  body: (values, { actorName }) => {
    if (values.to === 'nobody') return { to: null };
    const to = values.to === 'me' ? actorName : filled(values, 'person');
    return to ? { to } : null;
  },
};
