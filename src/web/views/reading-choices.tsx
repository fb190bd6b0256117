import { useState } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import type { ReadingBody } from '../../contract/readings.ts';
import { fullName } from '../list/line.tsx';
import { SearchDialog } from '../search/search-lazily.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { CorrectForm } from './correct-form.tsx';
import { DiscardForm } from './discard-form.tsx';
import type { Decision, Resolving } from './use-resolve.ts';

const { suspect: words } = text;

type Asked = 'correct' | 'reassign' | 'discard' | null;

export type ChoicesProps = {
  readonly desk: Desk;
  readonly resolving: Resolving;
  readonly reading: ReadingBody;
  /** whose it is */
  readonly patient: PatientSummaryBody;
  /** whether a person may vouch for it as it stands */
  readonly mayAccept?: boolean;
  readonly onDone?: () => void;
  readonly onCancel?: () => void;
};

const useChoices = ({ resolving, reading, patient, onDone }: ChoicesProps) => {
  const decide = async (
    decision: Decision,
    notice: (at: string) => string,
    after: PatientSummaryBody | null = patient,
  ) => {
    const isSaved = await resolving.resolve(
      reading.id,
      { ...decision, of: patient.id },
      { patient: after, notice },
    );
    if (isSaved) onDone?.();
  };
  return {
    accept: () => void decide({ decision: 'accept' }, words.accepted),
    correct: (values: Record<string, number>) =>
      void decide({ decision: 'correct', values }, words.corrected),
    reassign: (to: PatientSummaryBody) =>
      void decide({ decision: 'reassign', patient: to.id }, at => words.reassigned(fullName(to), at), to),
    discard: (note: string) => void decide({ decision: 'discard', note }, text.discard.done, null),
  };
};

type ButtonsProps = ChoicesProps & {
  readonly asked: Asked;
  readonly onAsk: (asked: Asked) => void;
  readonly onAccept: () => void;
};

const Buttons = ({ resolving, mayAccept, asked, onAsk, onAccept, onCancel }: ButtonsProps) => {
  const toggle = (form: Asked) => onAsk(asked === form ? null : form);
  return (
    <div className="buttons choices">
      {mayAccept && (
        <button type="button" disabled={resolving.busy} onClick={onAccept}>
          {words.accept}
        </button>
      )}
      <button type="button" aria-expanded={asked === 'correct'} onClick={() => toggle('correct')}>
        {words.correct}
      </button>
      <button type="button" disabled={resolving.busy} onClick={() => onAsk('reassign')}>
        {words.reassign}
      </button>
      <button
        type="button"
        className="link"
        aria-expanded={asked === 'discard'}
        onClick={() => toggle('discard')}
      >
        {words.discard}
      </button>
      {onCancel && (
        <button type="button" className="link" onClick={onCancel}>
          {text.cancel}
        </button>
      )}
    </div>
  );
};

/** All that a person can say of a reading that a patient has: it is right, it was something else, it is another's, nobody's. */
export const ReadingChoices = (props: ChoicesProps) => {
  const [asked, setAsked] = useState<Asked>(null);
  const { busy } = props.resolving;
  const { accept, correct, reassign, discard } = useChoices(props);
  const close = () => setAsked(null);
  return (
    <>
      <Buttons {...props} asked={asked} onAsk={setAsked} onAccept={accept} />
      {asked === 'correct' && (
        <CorrectForm reading={props.reading} busy={busy} onSave={correct} onCancel={close} />
      )}
      {asked === 'discard' && <DiscardForm busy={busy} onDiscard={discard} onCancel={close} />}
      {asked === 'reassign' && (
        <SearchDialog
          title={words.reassignTitle}
          programNames={props.desk.programNames}
          onClose={close}
          onChoose={patient => {
            close();
            reassign(patient);
          }}
        />
      )}
    </>
  );
};
