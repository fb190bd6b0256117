import { drafts } from '../lib/page-drafts.ts';
import { usePermission } from '../session/session.ts';
import { callWords } from '../strings/call.ts';
import type { Desk } from '../use-desk.ts';
import { type Subject, subjectKey } from '../verbs/subject.ts';
import { startTimer } from './page-timer.ts';

type Props = {
  readonly number: string;
  /** whom it reaches, in words */
  readonly who: string;
  /** as the contact log names it; null: it only dials */
  readonly party: 'patient' | 'caregiver' | null;
  readonly subject: Subject;
  readonly desk: Desk;
  /** opens a form of its own instead of the contact form */
  readonly onCall?: () => void;
};

const telephone = (number: string): string => `tel:${number.replace(/[^+\d]/g, '')}`;

/** Dials, starts the timer and opens the form in which the call is logged. */
export const CallLink = ({ number, who, party, subject, desk, onCall }: Props) => {
  const mayAct = usePermission('worklist:act');
  const onClick = () => {
    if (!mayAct) return;
    const { item, summary } = subject;
    void startTimer(summary, item && item.state !== 'closed' ? item.id : undefined, 'call');
    if (onCall) return onCall();
    if (party === null) return;
    const key = `log-contact ${subjectKey(subject)}`;
    drafts.write(key, { ...(drafts.read(key) as object | undefined), who: party, channel: 'phone' });
    desk.setForm('log-contact');
  };
  return (
    <a className="phone" href={telephone(number)} aria-label={callWords.call(who, number)} onClick={onClick}>
      {number}
    </a>
  );
};
