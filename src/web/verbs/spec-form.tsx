import { useState } from 'react';
import { useDraft } from '../lib/use-draft.ts';
import { text } from '../strings.ts';
import { FormField } from './fields.tsx';
import { FormFrame } from './form-frame.tsx';
import type { FormContext, FormSpec, Values } from './form-spec.ts';
import { subjectKey } from './subject.ts';

export type FormProps = {
  readonly context: FormContext;
  readonly busy: boolean;
  readonly blocked: string | null;
  /** true when the server has it */
  readonly onSend: (body: object) => Promise<boolean>;
  readonly onCancel: () => void;
};

const untouched: Values = {};

/** A form made from its description. The draft holds what was touched; the rest shows what is so now. */
export const SpecForm = ({ spec, ...props }: FormProps & { spec: FormSpec }) => {
  const { context, busy, blocked, onSend, onCancel } = props;
  const [draft, setDraft, forget] = useDraft(`${spec.deed} ${subjectKey(context.subject)}`, untouched);
  const start = spec.start?.(context) ?? untouched;
  const [first] = useState(start);
  const values = { ...start, ...draft };
  const body = spec.body(values, context);
  const words = text.deeds[spec.deed];
  const send = () => {
    if (body !== null) void onSend(body).then(saved => saved && forget());
  };
  return (
    <FormFrame
      title={words.title}
      submit={words.submit}
      busy={busy}
      isComplete={body !== null}
      blocked={blocked ?? spec.blocked?.(context) ?? null}
      missing={spec.missing}
      hint={spec.hint?.(values, context, first) ?? null}
      onSubmit={send}
      onCancel={onCancel}
    >
      <div className="fields">
        {spec.fields(values, context).map(field => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={value => setDraft({ ...draft, [field.name]: value })}
          />
        ))}
      </div>
    </FormFrame>
  );
};
