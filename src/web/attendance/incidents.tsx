import type { IncidentBody } from '../../contract/incidents.ts';
import type { PageOf } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import type { Act } from '../lib/use-act.ts';
import { useResource } from '../lib/use-resource.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { OutcomeBar } from '../views/outcome-bar.tsx';
import { useListAct } from '../views/use-list-act.ts';

const { incidents: words } = text;

const aboutOf = ({ patientCount, endedAt, acknowledgedBy }: IncidentBody): string =>
  [
    ...(patientCount !== null && endedAt === null ? [words.quiet(patientCount)] : []),
    ...(endedAt === null ? [] : [words.over(formatTime(endedAt, 'dayTime'))]),
    ...(acknowledgedBy === null ? [] : [words.takenUp(acknowledgedBy)]),
  ].join(' ');

type Props = Pick<Act, 'busy' | 'act'> & { readonly incident: IncidentBody };

const Incident = ({ incident, busy, act }: Props) => {
  const { id, kind, because, state, endedAt, version } = incident;
  const verb = (name: 'acknowledge' | 'close', notice: string) =>
    void act<IncidentBody>(
      { method: 'POST', path: `incidents/${id}/${name}`, body: { version } },
      { about: id, notice: () => notice },
    );
  return (
    <li className="notice-line">
      <strong>{words.kinds[kind]}</strong> <span>{because}</span>{' '}
      <span className="muted">{aboutOf(incident)}</span>{' '}
      {state === 'open' && (
        <button type="button" disabled={busy} onClick={() => verb('acknowledge', words.acknowledged)}>
          {words.acknowledge}
        </button>
      )}
      {endedAt !== null && (
        <button type="button" disabled={busy} onClick={() => verb('close', words.closed)}>
          {words.close}
        </button>
      )}
    </li>
  );
};

/** What is technical and concerns many patients at once, above the technical lines; nothing while there is none. */
export const Incidents = ({ desk }: { desk: Desk }) => {
  const { busy, outcome, act } = useListAct(desk, 'attendance');
  const { value } = useResource<PageOf<IncidentBody>>('incidents', desk.turns.attendance);
  const items = value?.items ?? [];
  return (
    <>
      <OutcomeBar outcome={outcome} />
      {items.length > 0 && (
        <ul className="notice-lines" aria-label={words.label}>
          {items.map(incident => (
            <Incident key={incident.id} incident={incident} busy={busy} act={act} />
          ))}
        </ul>
      )}
    </>
  );
};
