import { useState } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import type { ReadingBody, ResolutionBody } from '../../contract/readings.ts';
import type { PageOf } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { useResource } from '../lib/use-resource.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { ChangeReading } from '../views/change-reading.tsx';
import { type Resolving, readingAfter } from '../views/use-resolve.ts';

const { resolutions: words } = text;

type Props = {
  readonly desk: Desk;
  readonly resolving: Resolving;
  readonly patient: PatientSummaryBody;
};

/** The reading as it is now, on the last decision of one that the patient still has. */
const changeable = (items: readonly ResolutionBody[], at: number, patientId: string): ReadingBody | null => {
  const resolution = items[at];
  if (resolution?.toPatientId !== patientId) return null;
  const isLatest = items.findIndex(each => each.readingId === resolution.readingId) === at;
  return isLatest ? readingAfter(resolution) : null;
};

type EntryProps = Props & { readonly resolution: ResolutionBody; readonly reading: ReadingBody | null };

const Entry = ({ resolution, reading, ...props }: EntryProps) => {
  const [isChanging, setChanging] = useState(false);
  const { decision, kind, deviceId, measuredAt, note, by, at } = resolution;
  return (
    <li>
      <p>
        <span className="mark">{words.decisions[decision]}</span> {text.kinds[kind]},{' '}
        {formatTime(measuredAt, 'dayTime', props.patient.timeZone)}, {deviceId}
      </p>
      {note && <p className="note-text">{note}</p>}
      <p className="muted small">
        {by}, <time dateTime={at}>{formatTime(at, 'full')}</time>{' '}
        {reading && (
          <button
            type="button"
            className="link"
            aria-expanded={isChanging}
            onClick={() => setChanging(!isChanging)}
          >
            {words.change}
          </button>
        )}
      </p>
      {reading && isChanging && (
        <ChangeReading {...props} reading={reading} onClose={() => setChanging(false)} />
      )}
    </li>
  );
};

/** What people decided of this patient's readings; nothing to see where nothing was decided. */
export const Resolutions = (props: Props) => {
  const { desk, patient } = props;
  const path = `patients/${encodeURIComponent(patient.id)}/resolutions`;
  const items = useResource<PageOf<ResolutionBody>>(path, desk.turns.patient).value?.items ?? [];
  if (items.length === 0) return null;
  return (
    <details>
      <summary>{words.title(items.length)}</summary>
      <ul className="notes">
        {items.map((resolution, at) => (
          <Entry
            key={resolution.id}
            {...props}
            resolution={resolution}
            reading={changeable(items, at, patient.id)}
          />
        ))}
      </ul>
    </details>
  );
};
