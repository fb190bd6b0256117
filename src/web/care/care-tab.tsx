import { Minutes } from '../call/minutes.tsx';
import { ContactLog } from '../panel/contact-log.tsx';
import type { CareProps } from './care-props.ts';
import { CareTools } from './care-tools.tsx';
import { Symptoms } from './symptoms.tsx';
import { Tasks } from './tasks.tsx';

/** What is done for a patient beyond the line: calls and tasks, symptoms, contacts, and the time it took. */
export const CareTab = ({ desk, subject }: CareProps) => {
  const { id } = subject.summary;
  return (
    <div className="care">
      <CareTools desk={desk} subject={subject} />
      <Tasks desk={desk} subject={subject} />
      <Symptoms desk={desk} subject={subject} />
      <ContactLog patientId={id} turn={desk.turns.patient} now={desk.now} />
      <Minutes desk={desk} subject={subject} />
    </div>
  );
};
