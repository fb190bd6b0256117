import { type SubmitEvent, useState } from 'react';
import type { GivenHandoffBody } from '../../contract/handoffs.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { Act } from '../lib/use-act.ts';
import { text } from '../strings.ts';

const { handoff: words } = text;

type Props = Pick<Act, 'busy' | 'act'> & { readonly onClose: () => void };

/** Hands every line of whoever acts to another person. */
export const GiveForm = ({ busy, act, onClose }: Props) => {
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
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
      <TextField label={words.to} value={to} maxLength={100} isRequired onChange={setTo} />
      <TextField label={words.note} value={note} maxLength={4_000} rows={2} onChange={setNote} />
      <div className="buttons">
        <Button type="submit" look="primary" isDisabled={busy || to.trim() === ''}>
          {words.submit}
        </Button>
        <Button onPress={onClose}>{text.cancel}</Button>
      </div>
    </form>
  );
};
