import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { TextField } from '../kit/text-field.tsx';
import { toasts } from '../kit/toast.tsx';
import { wallClock } from '../lib/clock.ts';
import { callWords } from '../strings/call.ts';
import type { Desk } from '../use-desk.ts';
import { clockText, minutesText, secondsOf } from './clock-text.ts';
import { pageTimer, useTimer } from './page-timer.ts';
import { countedSeconds, type Timer } from './timer.ts';

const { bar: words, told } = callWords;

type Props = { readonly timer: Timer; readonly desk: Desk };

/** What becomes of the time: nothing counts until its maker approves it, as counted or as she puts it right. */
export const EndForm = ({ timer, desk }: Props) => {
  const { busy } = useTimer();
  const counted = countedSeconds(timer, wallClock());
  const [text, setText] = useState(() => clockText(counted));
  const [isInteractive, setInteractive] = useState(timer.activity === 'call');
  const typed = secondsOf(text);
  const finish = async (as: 'approve' | 'later' | 'discard') => {
    const seconds = typed ?? counted;
    const done = await pageTimer.finish(as, { seconds, interactive: isInteractive });
    desk.again('patient');
    if (done === 'no') return;
    const kept = told.later(minutesText(counted));
    const approved = told.approved(minutesText(seconds));
    const said = done === 'kept' ? kept : { approve: approved, later: kept, discard: told.discarded }[as];
    toasts.show(said, said);
  };
  return (
    <form
      className="end-form"
      onSubmit={event => {
        event.preventDefault();
        if (typed !== null) void finish('approve');
      }}
    >
      <TextField
        label={words.time}
        value={text}
        onChange={setText}
        maxLength={8}
        autoFocus
        error={typed === null ? words.timeHelp : null}
      />
      <Checkbox isSelected={isInteractive} onChange={setInteractive}>
        {words.interactive}
      </Checkbox>
      <div className="buttons">
        <Button type="submit" small look="primary" isDisabled={busy || typed === null}>
          {words.approve}
        </Button>
        <Button small isDisabled={busy} onPress={() => void finish('later')}>
          {words.later}
        </Button>
        <Button small isDisabled={busy} onPress={() => void finish('discard')}>
          {words.discard}
        </Button>
        <Button small look="quiet" isDisabled={busy} onPress={pageTimer.resume}>
          {words.resume}
        </Button>
      </div>
    </form>
  );
};
