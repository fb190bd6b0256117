import { useState } from 'react';
import type { MinutesBody } from '../../contract/minutes.ts';
import type { CareAct } from '../care/use-care-act.ts';
import { Badge } from '../kit/badge.tsx';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';
import { formatTime } from '../lib/times.ts';
import { callWords } from '../strings/call.ts';
import type { Desk } from '../use-desk.ts';
import { clockText, minutesText, secondsOf } from './clock-text.ts';

const { minutes: words, bar, told, activities } = callWords;

type Props = {
  readonly entry: MinutesBody;
  /** for whom it was, where that is not said around it */
  readonly about?: string;
  readonly desk: Desk;
  readonly act: CareAct;
};

/** Its maker approves the time as it stands or as she puts it right, or has it count no more. */
const Decide = ({ entry, act }: Pick<Props, 'entry' | 'act'>) => {
  const { id, version, seconds, startedAt } = entry;
  const [text, setText] = useState(() => clockText(seconds));
  const typed = secondsOf(text);
  const said = minutesText(seconds);
  const at = formatTime(startedAt, 'dayTime');
  const approve = () => {
    if (typed === null) return;
    const change = {
      method: 'POST',
      path: `minutes/${id}/approve`,
      body: { version, seconds: typed },
    } as const;
    void act.run(change, told.approved(minutesText(typed)));
  };
  const discard = () =>
    void act.run({ method: 'POST', path: `minutes/${id}/discard`, body: { version } }, told.discarded);
  return (
    <form
      className="decide"
      onSubmit={event => {
        event.preventDefault();
        approve();
      }}
    >
      <TextField
        label={bar.time}
        value={text}
        onChange={setText}
        maxLength={8}
        error={typed === null ? bar.timeHelp : null}
      />
      <div className="buttons">
        <Button
          type="submit"
          small
          look="primary"
          isDisabled={act.busy || typed === null}
          aria-label={words.approveOf(said, at)}
        >
          {bar.approve}
        </Button>
        <Button small isDisabled={act.busy} onPress={discard} aria-label={words.discardOf(said, at)}>
          {bar.discard}
        </Button>
      </div>
    </form>
  );
};

const tones = { running: 'info', waiting: 'warning', approved: 'good', discarded: 'plain' } as const;

export const MinutesEntry = ({ entry, about, desk, act }: Props) => {
  const { state, activity, interactive, seconds, note, by, startedAt } = entry;
  const isMine = by === desk.actor.name;
  return (
    <li>
      <p>
        {about && `${about}: `}
        <strong>{minutesText(seconds)}</strong> {activities[activity]}
        {interactive && `, ${words.live}`} <Badge tone={tones[state]}>{words.states[state]}</Badge>
      </p>
      {note && <p className="note-text">{note}</p>}
      <p className="muted small">
        {by}, <time dateTime={startedAt}>{formatTime(startedAt, 'full')}</time>
      </p>
      {state === 'waiting' && isMine && <Decide entry={entry} act={act} />}
    </li>
  );
};
