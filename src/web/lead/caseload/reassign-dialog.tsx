import { useState } from 'react';
import type { ReassignedBody } from '../../../contract/reports.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { useAct } from '../../lib/use-act.ts';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { leadWords } from '../../strings/lead.ts';
import { text } from '../../strings.ts';
import { bodyOf, countOf, isComplete, type ReassignDraft } from './reassign-draft.ts';
import { ReassignFields } from './reassign-fields.tsx';

const { caseload: words } = leadWords;

type Props = {
  readonly from: string | null;
  readonly program: string;
  readonly all: number;
  readonly onDone: (notice: string, refused: ReassignedBody['refused']) => void;
  readonly onRefused: () => void;
  readonly onClose: () => void;
};

/** Gives lines to somebody else in two steps: whom and which, then whether it is meant. */
export const ReassignDialog = ({ from, program, all, onDone, onRefused, onClose }: Props) => {
  const [draft, setDraft] = useState<ReassignDraft>({
    to: '',
    which: program === '' ? 'all' : 'chosen',
    count: Math.min(all, 5),
    chosen: new Set<string>(),
  });
  const [isAsked, setAsked] = useState(false);
  const { busy, outcome, act } = useAct({ onRefused });
  const count = countOf(draft, all);
  const submit = async () => {
    const change = { method: 'POST', path: 'worklist/reassign', body: bodyOf(draft, from, all) } as const;
    const notice = ({ moved, left }: ReassignedBody) => words.done(moved.length, draft.to, left);
    const answer = await act<ReassignedBody>(change, { about: 'reassign', notice });
    if (answer) onDone(notice(answer), answer.refused);
  };
  return (
    <Dialog title={from === null ? words.fromNobody : words.from(from)} onClose={onClose} width="middle">
      <div className="stack">
        {isAsked ? (
          <>
            <p>
              <strong>{words.confirm(count, from ?? words.nobodyOf, draft.to)}</strong>
            </p>
            <p className="muted">{words.confirmHelp}</p>
            {outcome?.ok === false && <ProblemBox problem={outcome.problem} />}
            <div className="buttons">
              <Button look="primary" autoFocus isDisabled={busy} onPress={() => void submit()}>
                {words.submit(count)}
              </Button>
              <Button onPress={() => setAsked(false)}>{words.back}</Button>
            </div>
          </>
        ) : (
          <>
            <ReassignFields from={from} program={program} all={all} draft={draft} onChange={setDraft} />
            <div className="buttons">
              <Button look="primary" isDisabled={!isComplete(draft, all)} onPress={() => setAsked(true)}>
                {words.next}
              </Button>
              <Button onPress={onClose}>{text.cancel}</Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
};
