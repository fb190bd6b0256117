import { CallLink } from '../call/call-link.tsx';
import { ageYears, formatTime } from '../lib/times.ts';
import { fullName } from '../list/line.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import type { Subject } from '../verbs/subject.ts';

const { panel } = text;

type Props = { readonly desk: Desk; readonly subject: Subject };

const Phone = ({ desk, subject }: Props) => {
  const { patient } = subject;
  if (!patient?.phone) return <span className="muted">{patient ? panel.noPhone : text.loading}</span>;
  const who = text.parties.patient;
  return <CallLink desk={desk} subject={subject} number={patient.phone} who={who} party="patient" />;
};

/** Who it is and how to reach her; a number dials, starts the timer and opens the form that logs the call. */
export const Identity = ({ desk, subject }: Props) => {
  const { summary } = subject;
  const { timeZone, birthDate, programId } = summary;
  const about = [
    text.age(ageYears(birthDate, desk.now, timeZone)),
    text.sex(summary.sex),
    panel.born(birthDate),
    panel.siteId(summary.siteId),
    desk.programNames.get(programId) ?? programId,
  ];
  return (
    <div className="identity">
      <h2 id="panel-title">{fullName(summary)}</h2>
      <p className="muted">{about.join(' · ')}</p>
      <p className="call">
        <span>
          {panel.phone} <Phone desk={desk} subject={subject} />
        </span>
        <span className="muted">{panel.theirTime(formatTime(desk.now, 'clock', timeZone), timeZone)}</span>
      </p>
    </div>
  );
};
