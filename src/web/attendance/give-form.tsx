import { type SubmitEvent, useId, useState } from 'react';
import type { GivenHandoffBody } from '../../contract/handoffs.ts';
import type { Act } from '../lib/use-act.ts';
import { text } from '../strings.ts';

const { handoff: words } = text;

type Props = Pick<Act, 'busy' | 'act'> & { readonly onClose: () => void };

/** Hands every line of whoever acts to another person. */
export const GiveForm = ({ busy, act, onClose }: Props) => {
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const id = useId();
  const give = async (event: SubmitEvent) => {
    event.preventDefault();
    const said = note.trim() === '' ? {} : { note: note.trim() };
    const body = { to: to.trim(), all: true, ...said };
    const answer = await act<GivenHandoffBody>(
      { method: 'POST', path: 'handoffs', body },
      {
        about: 'handoff',
        notice: ({ itemIds, warnings }) => [words.given(itemIds.length, body.to), ...warnings].join(' '),
      },
    );
    if (answer !== null) onClose();
  };
  return (
    <form className="stack notice-line" aria-label={words.title} onSubmit={event => void give(event)}>
      <label htmlFor={id}>{words.to}</label>
      <input
        id={id}
        value={to}
        maxLength={100}
        required
        autoComplete="off"
        onChange={event => setTo(event.target.value)}
      />
      <label htmlFor={`${id}-note`}>{words.note}</label>
      <textarea
        id={`${id}-note`}
        value={note}
        maxLength={4_000}
        onChange={event => setNote(event.target.value)}
      />
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy || to.trim() === ''}>
          {words.submit}
        </button>
        <button type="button" onClick={onClose}>
          {text.cancel}
        </button>
      </div>
    </form>
  );
};
