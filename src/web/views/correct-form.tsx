import type { ReadingBody } from '../../contract/readings.ts';
import { useDraft } from '../lib/use-draft.ts';
import { text } from '../strings.ts';
import { FormField } from '../verbs/fields.tsx';
import { FormFrame } from '../verbs/form-frame.tsx';
import { correctionFields, correctionStart, correctionValues } from './correction.ts';

const { suspect: words } = text;

type Props = {
  readonly reading: ReadingBody;
  readonly busy: boolean;
  readonly onSave: (values: Record<string, number>) => void;
  readonly onCancel: () => void;
};

/** The values as they really were, in the unit that the device reported. */
export const CorrectForm = ({ reading, busy, onSave, onCancel }: Props) => {
  const [draft, setDraft] = useDraft(`correct ${reading.id} ${reading.version}`, correctionStart(reading));
  const values = correctionValues(reading, draft);
  return (
    <FormFrame
      title={words.correctTitle}
      submit={words.saveCorrection}
      busy={busy}
      isComplete={values !== null}
      blocked={null}
      onSubmit={() => values && onSave(values)}
      onCancel={onCancel}
    >
      <div className="fields">
        {correctionFields(reading).map(field => (
          <FormField
            key={field.name}
            field={field}
            value={draft[field.name] ?? ''}
            onChange={value => setDraft({ ...draft, [field.name]: value })}
          />
        ))}
      </div>
    </FormFrame>
  );
};
