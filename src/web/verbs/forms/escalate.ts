import { escalationRoles } from '../../../domain/contact.ts';
import { text } from '../../strings.ts';
import { type FormSpec, filled } from '../form-spec.ts';

const words = text.forms.escalate;

export const escalateForm: FormSpec = {
  deed: 'escalate',
  start: () => ({ to: 'lead' }),
  fields: (values, { people }) => [
    {
      name: 'to',
      label: words.to,
      is: 'pick',
      choices: [
        ...escalationRoles.map(role => ({ value: role, label: text.roles[role] })),
        { value: 'person', label: words.person },
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
            suggestions: people,
          } as const,
        ]
      : []),
    { name: 'why', label: words.why, is: 'area', required: true, max: 1000 },
  ],
  body: values => {
    const why = filled(values, 'why');
    const person = filled(values, 'person');
    if (!why || (values.to === 'person' && !person)) return null;
    return { to: values.to === 'person' ? { person } : { role: values.to }, why };
  },
};
