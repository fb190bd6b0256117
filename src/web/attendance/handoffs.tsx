import { useState } from 'react';
import type { AcceptedHandoffBody, HandoffBody } from '../../contract/handoffs.ts';
import { type PageOf, withQuery } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import type { Act } from '../lib/use-act.ts';
import { useResource } from '../lib/use-resource.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { OutcomeBar } from '../views/outcome-bar.tsx';
import { useListAct } from '../views/use-list-act.ts';
import { GiveForm } from './give-form.tsx';

const { handoff: words } = text;

type Props = Pick<Act, 'busy' | 'act'> & { readonly handoff: HandoffBody };

const Offered = ({ handoff, busy, act }: Props) => {
  const { id, from, itemIds, note, state } = handoff;
  const path = `handoffs/${id}`;
  const accept = () =>
    void act<AcceptedHandoffBody>(
      { method: 'POST', path: `${path}/accept`, body: {} },
      { about: id, notice: ({ given, left }) => words.accepted(given.length, left.length) },
    );
  const decline = () =>
    void act<HandoffBody>(
      { method: 'POST', path: `${path}/decline`, body: {} },
      { about: id, notice: () => words.declined(from) },
    );
  return (
    <li className="notice-line">
      <strong>{words.offered(from, itemIds.length)}</strong> {note && <span>“{note}”</span>}{' '}
      {state === 'lapsed' && <span className="late">{words.late}</span>}{' '}
      <button type="button" className="primary" disabled={busy} onClick={accept}>
        {words.accept}
      </button>
      <button type="button" disabled={busy} onClick={decline}>
        {words.decline}
      </button>
    </li>
  );
};

const Given = ({ handoff }: { handoff: HandoffBody }) => {
  const { to, itemIds, at, state } = handoff;
  return (
    <li className="notice-line">
      <span>{words.waits(to, itemIds.length, formatTime(at, 'dayTime'))}</span>{' '}
      {state === 'lapsed' && <span className="late">{words.late}</span>}
    </li>
  );
};

const useUnanswered = (side: 'to' | 'from', { actor, turns }: Desk): HandoffBody[] => {
  const path =
    actor.name === '' ? null : withQuery('handoffs', { [side]: actor.name, state: 'unanswered', limit: 20 });
  return useResource<PageOf<HandoffBody>>(path, turns.attendance).value?.items ?? [];
};

/** What was handed to whoever acts, to accept or decline, and what she handed over herself. */
export const Handoffs = ({ desk }: { desk: Desk }) => {
  const [isGiving, setGiving] = useState(false);
  const { busy, outcome, act } = useListAct(desk, 'attendance');
  const offered = useUnanswered('to', desk);
  const given = useUnanswered('from', desk);
  return (
    <>
      <OutcomeBar outcome={outcome} />
      {offered.length + given.length > 0 && (
        <ul className="notice-lines">
          {offered.map(handoff => (
            <Offered key={handoff.id} handoff={handoff} busy={busy} act={act} />
          ))}
          {given.map(handoff => (
            <Given key={handoff.id} handoff={handoff} />
          ))}
        </ul>
      )}
      {desk.place.owner === 'mine' && !isGiving && (
        <p className="list-note">
          <button type="button" className="link" onClick={() => setGiving(true)}>
            {words.give}
          </button>
        </p>
      )}
      {isGiving && <GiveForm busy={busy} act={act} onClose={() => setGiving(false)} />}
    </>
  );
};
