import { useState } from 'react';
import { fullName } from '../list/line.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { ChangeReading } from './change-reading.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import type { Decided, Resolving } from './use-resolve.ts';

const { resolutions: words } = text;

type Props = { readonly desk: Desk; readonly resolving: Resolving };

const WayBack = ({ desk, resolving, decided }: Props & { decided: Decided }) => {
  const [isChanging, setChanging] = useState(false);
  const { reading, patient } = decided;
  const isOpen = desk.opened.subject?.summary.id === patient.id;
  return (
    <div className="outcome">
      <div className="buttons">
        {!isOpen && (
          <button type="button" className="link" onClick={() => desk.openPatient(patient.id)}>
            {words.open(fullName(patient))}
          </button>
        )}
        <button
          type="button"
          className="link"
          aria-expanded={isChanging}
          onClick={() => setChanging(!isChanging)}
        >
          {words.wrong}
        </button>
      </div>
      {isChanging && (
        <ChangeReading {...{ desk, resolving, reading, patient }} onClose={() => setChanging(false)} />
      )}
    </div>
  );
};

/** What was last said of a reading, who has it now, and the way back. */
export const DecidedBar = ({ desk, resolving }: Props) => {
  const { outcome, decided } = resolving;
  return (
    <>
      <OutcomeBar outcome={outcome} />
      {decided && <WayBack key={decided.id} desk={desk} resolving={resolving} decided={decided} />}
    </>
  );
};
