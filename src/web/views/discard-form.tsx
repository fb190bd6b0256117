import { useState } from 'react';
import { text } from '../strings.ts';
import { FormField } from '../verbs/fields.tsx';
import { FormFrame } from '../verbs/form-frame.tsx';

type Props = { busy: boolean; onDiscard: (note: string) => void; onCancel: () => void };

const { discard: words } = text;

export const DiscardForm = ({ busy, onDiscard, onCancel }: Props) => {
  const [note, setNote] = useState('');
  return (
    <FormFrame
      title={words.title}
      submit={words.submit}
      busy={busy}
      isComplete={note.trim() !== ''}
      blocked={null}
      onSubmit={() => onDiscard(note.trim())}
      onCancel={onCancel}
    >
      <FormField
        field={{ name: 'note', label: words.note, is: 'text', required: true, max: 500 }}
        value={note}
        onChange={setNote}
      />
    </FormFrame>
  );
};
