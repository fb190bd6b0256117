import { useState } from 'react';
import type { SymptomReportBody } from '../../contract/symptoms.ts';
import { Button } from '../kit/button.tsx';
import { formatTime } from '../lib/times.ts';
import { SeverityChip } from '../list/severity-chip.tsx';
import { careWords } from '../strings/care.ts';
import type { Desk } from '../use-desk.ts';
import { Confirm } from './confirm.tsx';
import type { CareAct } from './use-care-act.ts';

const { symptoms: words } = careWords;

type Props = { readonly report: SymptomReportBody; readonly desk: Desk; readonly act: CareAct };

const Answers = ({ answers }: Pick<SymptomReportBody, 'answers'>) => {
  const felt = answers.filter(({ answer }) => answer !== 'none');
  const noneCount = answers.length - felt.length;
  if (felt.length === 0) return <p>{words.nothingFelt(answers.length)}</p>;
  return (
    <>
      <ul className="plain">
        {felt.map(({ id, title, answer, severity }) => (
          <li key={id}>
            <strong>{title}</strong>: {words.answers[answer].toLowerCase()}{' '}
            {severity && <SeverityChip severity={severity} />}
          </li>
        ))}
      </ul>
      {noneCount > 0 && <p className="muted small">{words.alsoNone(noneCount)}</p>}
    </>
  );
};

/** One record; whoever made it can take it back for a day. */
export const SymptomReport = ({ report, desk, act }: Props) => {
  const { id, answers, saidBy, note, by, at, withdrawableUntil } = report;
  const [isAsked, setAsked] = useState(false);
  const mayWithdraw = by === desk.actor.name && Date.parse(withdrawableUntil) > desk.now;
  const withdraw = () =>
    void act.run({ method: 'POST', path: `symptom-reports/${id}/withdraw`, body: {} }, words.withdrawn);
  return (
    <li>
      <Answers answers={answers} />
      {note && <p className="note-text">{note}</p>}
      <p className="muted small">
        {words.told(words.tellers[saidBy])} · {by}, <time dateTime={at}>{formatTime(at, 'full')}</time>
      </p>
      {mayWithdraw && !isAsked && (
        <Button small look="link" onPress={() => setAsked(true)}>
          {words.withdraw}
        </Button>
      )}
      {isAsked && (
        <Confirm
          title={words.withdrawTitle}
          why={words.withdrawWhy}
          submit={words.withdrawSubmit}
          busy={act.busy}
          onConfirm={withdraw}
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  );
};
