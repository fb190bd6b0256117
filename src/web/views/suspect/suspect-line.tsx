import type { SuspectBody } from '../../../contract/readings.ts';
import { describeSent, describeValue } from '../../chart/describe.ts';
import { formatTime } from '../../lib/times.ts';
import { fullName } from '../../list/line.tsx';
import { usePreferences } from '../../session/session.ts';
import { text } from '../../strings.ts';
import type { Desk } from '../../use-desk.ts';
import { ReadingChoices } from '../reading-choices.tsx';
import type { Resolving } from '../use-resolve.ts';

const { suspect: words } = text;

type Props = {
  readonly desk: Desk;
  readonly resolving: Resolving;
  readonly reading: SuspectBody;
  readonly inTabOrder: boolean;
};

/** A pressure whose upper number is not above the lower cannot have been so, whoever vouches for it. */
const canBeRight = ({ systolicMmHg, diastolicMmHg }: SuspectBody): boolean =>
  systolicMmHg === undefined || diastolicMmHg === undefined || systolicMmHg > diastolicMmHg;

export const SuspectLine = ({ desk, resolving, reading, inTabOrder }: Props) => {
  const { kind, patient, measuredAt, deviceId, slot, suspect } = reading;
  const units = usePreferences();
  const isOpen = patient.id === desk.place.patient;
  return (
    <li className={isOpen ? 'line card-line open' : 'line card-line'} data-line={reading.id}>
      <button
        type="button"
        className="name"
        tabIndex={inTabOrder ? 0 : -1}
        aria-current={isOpen}
        onClick={() => desk.openPatient(patient.id)}
        onFocus={() => desk.setCursor(reading.id)}
      >
        {fullName(patient)}
      </button>
      <strong className="value">{describeValue(reading, units)}</strong>
      <span className="doubt">{suspect}</span>
      <span className="muted facts-line">
        {text.kinds[kind]} · {text.whose.where(deviceId, slot)} ·{' '}
        <time dateTime={measuredAt}>
          {words.measured(formatTime(measuredAt, 'dayTime', patient.timeZone))}
        </time>{' '}
        · {words.sent(describeSent(reading))}
      </span>
      <ReadingChoices
        desk={desk}
        resolving={resolving}
        reading={reading}
        patient={patient}
        mayAccept={canBeRight(reading)}
      />
    </li>
  );
};
