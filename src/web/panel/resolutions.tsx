import type { ResolutionBody } from '../../contract/readings.ts';
import type { PageOf } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { useResource } from '../lib/use-resource.ts';
import { text } from '../strings.ts';

const { resolutions: words } = text;

const Entry = ({ resolution, timeZone }: { resolution: ResolutionBody; timeZone: string }) => {
  const { decision, kind, deviceId, measuredAt, note, by, at } = resolution;
  return (
    <li>
      <p>
        <span className="mark">{words.decisions[decision]}</span> {text.kinds[kind]},{' '}
        {formatTime(measuredAt, 'dayTime', timeZone)}, {deviceId}
      </p>
      {note && <p className="note-text">{note}</p>}
      <p className="muted small">
        {by}, <time dateTime={at}>{formatTime(at, 'full')}</time>
      </p>
    </li>
  );
};

type Props = { patientId: string; timeZone: string; turn: number };

/** What people decided of this patient's readings; nothing to see where nothing was decided. */
export const Resolutions = ({ patientId, timeZone, turn }: Props) => {
  const path = `patients/${encodeURIComponent(patientId)}/resolutions`;
  const items = useResource<PageOf<ResolutionBody>>(path, turn).value?.items ?? [];
  if (items.length === 0) return null;
  return (
    <details>
      <summary>{words.title(items.length)}</summary>
      <ul className="notes">
        {items.map(resolution => (
          <Entry key={resolution.id} resolution={resolution} timeZone={timeZone} />
        ))}
      </ul>
    </details>
  );
};
