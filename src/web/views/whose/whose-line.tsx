import type { PatientSummaryBody } from '../../../contract/patients.ts';
import type { UnownedBody } from '../../../contract/readings.ts';
import { describeFlags, describeSent, describeValue } from '../../chart/describe.ts';
import { duration, formatTime, sinceMs } from '../../lib/times.ts';
import { fullName } from '../../list/line.tsx';
import { usePreferences } from '../../session/session.ts';
import { text } from '../../strings.ts';
import { DiscardForm } from '../discard-form.tsx';

const { whose: words } = text;

type Props = {
  readonly reading: UnownedBody;
  readonly severe: boolean;
  readonly now: number;
  readonly busy: boolean;
  readonly isDiscarding: boolean;
  readonly inTabOrder: boolean;
  readonly onFile: (patient: PatientSummaryBody) => void;
  readonly onOther: () => void;
  readonly onDiscard: (discarding: boolean) => void;
  readonly onDiscarded: (note: string) => void;
  readonly onFocus: () => void;
};

const Candidates = ({ reading, busy, onFile, onOther, onDiscard, isDiscarding }: Props) => (
  <div className="buttons choices">
    {reading.candidates.length === 0 && <span className="muted">{words.noCandidate}</span>}
    {reading.candidates.map(patient => (
      <button key={patient.id} type="button" disabled={busy} onClick={() => onFile(patient)}>
        {words.file(fullName(patient))}
      </button>
    ))}
    <button type="button" disabled={busy} onClick={onOther}>
      {words.other}
    </button>
    <button
      type="button"
      className="link"
      aria-expanded={isDiscarding}
      onClick={() => onDiscard(!isDiscarding)}
    >
      {words.discard}
    </button>
  </div>
);

export const WhoseLine = (props: Props) => {
  const { reading, severe, now, busy, isDiscarding, inTabOrder, onDiscard, onDiscarded, onFocus } = props;
  const { kind, deviceId, slot, measuredAt } = reading;
  const units = usePreferences();
  const details = [describeSent(reading), describeFlags(reading)].filter(Boolean).join(' · ');
  return (
    <li className="line card-line" data-line={reading.id}>
      <button
        type="button"
        className="name"
        tabIndex={inTabOrder ? 0 : -1}
        onFocus={onFocus}
        onClick={event =>
          event.currentTarget.closest('li')?.querySelector<HTMLElement>('.choices button')?.focus()
        }
      >
        {describeValue(reading, units)}
      </button>
      {severe && <span className="mark severe">{words.severe}</span>}
      <span className="muted facts-line">
        {text.kinds[kind]} · {words.where(deviceId, slot)} ·{' '}
        <time dateTime={measuredAt} title={formatTime(measuredAt, 'full')}>
          {text.list.started(duration(sinceMs(measuredAt, now)))}
        </time>
        {details && ` · ${text.suspect.sent(details)}`}
      </span>
      <Candidates {...props} />
      {isDiscarding && <DiscardForm busy={busy} onDiscard={onDiscarded} onCancel={() => onDiscard(false)} />}
    </li>
  );
};
