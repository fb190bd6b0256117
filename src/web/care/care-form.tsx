import type { ReactNode } from 'react';
import { useDraft } from '../lib/use-draft.ts';
import { FormField } from '../verbs/fields.tsx';
import { FormFrame } from '../verbs/form-frame.tsx';
import type { Values } from '../verbs/form-spec.ts';
import type { CareSpec } from './care-spec.ts';

type Props = {
  readonly spec: CareSpec;
  /** names its draft: what it does, and to what */
  readonly id: string;
  readonly busy: boolean;
  /** true when the server has it */
  readonly onSend: (body: object) => Promise<boolean>;
  readonly onClose: () => void;
  /** short questions, one below the other, with their answers at the right */
  readonly isList?: boolean;
  readonly above?: ReactNode;
  readonly below?: (values: Values, set: (change: Values) => void) => ReactNode;
};

const untouched: Values = {};

/** A form with its draft, which outlives it. */
export const CareForm = (props: Props) => {
  const { spec, id, busy, onSend, onClose, isList = false, above, below } = props;
  const [draft, setDraft, forget] = useDraft<Values>(`care ${id}`, untouched);
  const values = { ...spec.start, ...draft };
  const body = spec.body(values);
  const set = (change: Values) => setDraft({ ...draft, ...change });
  const send = () => {
    if (body === null) return;
    void onSend(body).then(isSaved => {
      if (!isSaved) return;
      forget();
      onClose();
    });
  };
  return (
    <FormFrame
      title={spec.title}
      submit={spec.submit}
      busy={busy}
      isComplete={body !== null}
      blocked={null}
      hint={spec.hint ?? null}
      onSubmit={send}
      onCancel={onClose}
    >
      {above}
      <div className={isList ? 'fields questions' : 'fields'}>
        {spec.fields(values).map(field => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={value => set({ [field.name]: value })}
          />
        ))}
      </div>
      {below?.(values, set)}
    </FormFrame>
  );
};
