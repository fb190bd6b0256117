import { type SubmitEvent, useId, useState } from 'react';
import type { Actor } from '../lib/use-actor.ts';
import { text } from '../strings.ts';
import { Dialog } from './dialog.tsx';

type Props = { actor: Actor; onClose: () => void };

export const ActorDialog = ({ actor, onClose }: Props) => {
  const [name, setName] = useState(actor.name);
  const id = useId();
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
          aria-describedby={`${id}-why`}
        />
        <div className="buttons">
          <button type="submit" className="primary" disabled={name.trim() === ''}>
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
