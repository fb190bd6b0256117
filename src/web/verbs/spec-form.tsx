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
  /** `restore` is called when nothing is known to be saved */
  readonly onSend: (body: object, restore: () => void) => void;
  readonly onCancel: () => void;
};

const untouched: Values = {};

/**
 * The version that a draft began on, or that its sender was since told of by a refusal: whatever else comes in meanwhile,
 * it is sent with that one. Undefined until there is one.
 */
const useSeenVersion = (now: string | undefined, kept: string | undefined, told: string | null) => {
  const [first, setFirst] = useState(now);
  if (first === undefined && now !== undefined) setFirst(now);
  return told ?? kept ?? first;
};

/** A form made from its description. The draft holds what was touched; the rest shows what is so now. */
export const SpecForm = ({ spec, ...props }: FormProps & { spec: FormSpec }) => {
  const { context, busy, blocked, onSend, onCancel } = props;
  const [draft, setDraft, forget] = useDraft(`${spec.deed} ${subjectKey(context.subject)}`, untouched);
  const start = spec.start?.(context) ?? untouched;
  const seen = useSeenVersion(spec.version?.(context), draft.seenVersion, context.toldVersion);
  const version = seen === undefined ? untouched : { seenVersion: seen };
  const values = { ...start, ...draft, ...version };
  const body = spec.body(values, context);
  const words = text.deeds[spec.deed];
  const send = () => {
    if (body === null) return;
    forget();
    onSend(body, () => setDraft({ ...draft, ...version }));
  };
  return (
    <FormFrame
      title={words.title}
      submit={words.submit}
      busy={busy}
      isComplete={body !== null}
      blocked={blocked ?? spec.blocked?.(context) ?? null}
      missing={spec.missing}
      hint={spec.hint?.(values, context) ?? null}
      onSubmit={send}
      onCancel={onCancel}
    >
      <div className="fields">
        {spec.fields(values, context).map(field => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={value => setDraft({ ...draft, ...version, [field.name]: value })}
          />
        ))}
      </div>
    </FormFrame>
  );
};
