import { type SubmitEvent, useId, useState } from 'react';
import { type Actor, canBeSent } from '../lib/use-actor.ts';
import { text } from '../strings.ts';
import { Dialog } from './dialog.tsx';

type Props = { actor: Actor; onClose: () => void };

export const ActorDialog = ({ actor, onClose }: Props) => {
  const [name, setName] = useState(actor.name);
  const id = useId();
  const sendable = canBeSent(name);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    actor.setName(name.trim());
    onClose();
  };
  return (
    <Dialog title={text.actor.title} onClose={onClose}>
      <form onSubmit={save} className="stack">
        <p id={`${id}-why`}>{text.actor.why}</p>
        <label htmlFor={id}>{text.actor.label}</label>
        <input
          id={id}
          value={name}
          onChange={event => setName(event.target.value)}
          autoComplete="name"
          maxLength={80}
          required
          aria-describedby={`${id}-why ${id}-wrong`}
          aria-invalid={!sendable}
        />
        <p id={`${id}-wrong`} className="field-problem" aria-live="polite">
          {sendable ? '' : text.actor.unsendable}
        </p>
        <div className="buttons">
          <button type="submit" className="primary" disabled={!sendable || name.trim() === ''}>
            {text.actor.save}
          </button>
          <button type="button" onClick={onClose}>
            {text.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
