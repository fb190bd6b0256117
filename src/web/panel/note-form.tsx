import { type SubmitEvent, useEffect, useId, useRef } from 'react';
import { useDraft } from '../lib/use-draft.ts';
import { text } from '../strings.ts';

type Props = {
  itemId: string;
  busy: boolean;
  onSave: (note: string) => Promise<boolean>;
  onCancel: () => void;
};

export const NoteForm = ({ itemId, busy, onSave, onCancel }: Props) => {
  const [note, setNote, forget] = useDraft(`note ${itemId}`, '');
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    void onSave(note.trim()).then(saved => saved && forget());
  };
  return (
    <form className="form stack" onSubmit={save} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{text.form.noteTitle}</h3>
      <label htmlFor={id} className="visually-hidden">
        {text.form.noteLabel}
      </label>
      <textarea
        id={id}
        ref={field}
        rows={4}
        required
        value={note}
        onChange={event => setNote(event.target.value)}
      />
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy || note.trim() === ''}>
          {busy ? text.form.saving : text.form.saveNote}
        </button>
        <button type="button" onClick={onCancel}>
          {text.cancel}
        </button>
      </div>
    </form>
  );
};
