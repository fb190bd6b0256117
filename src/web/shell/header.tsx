import type { ProgramBody } from '../../contract/programs.ts';
import { type Lane, lanes, type Place } from '../lib/place.ts';
import type { Lines } from '../lib/use-worklist.ts';
import { text } from '../strings.ts';
import { Filters } from './filters.tsx';

type Props = {
  place: Place;
  go: (change: Partial<Place>) => void;
  programs: readonly ProgramBody[];
  lines: Lines | null;
  actorName: string;
  onChangeActor: () => void;
  onHelp: () => void;
};

const countOf = (lane: Lane, shown: Lane, lines: Lines | null): string => {
  if (lines === null) return text.none;
  return String(lane === shown ? lines.total : (lines.otherLaneTotal ?? text.none));
};

export const Header = (props: Props) => {
  const { place, go, programs, lines, actorName, onChangeActor, onHelp } = props;
  return (
    <header className="header">
      <h1>{text.product}</h1>
      <nav className="lanes" aria-label={text.list.title}>
        {lanes.map(lane => (
          <button
            key={lane}
            type="button"
            aria-current={lane === place.lane ? 'page' : undefined}
            onClick={() => go({ lane, item: '' })}
          >
            {text.lanes[lane]} <span className="count">{countOf(lane, place.lane, lines)}</span>
          </button>
        ))}
      </nav>
      <Filters place={place} programs={programs} go={go} />
      <div className="who">
        <span>
          <span className="acting">{text.actor.signedInAs}</span>{' '}
          <strong>{actorName || text.actor.nobody}</strong>
        </span>
        <button type="button" className="link" onClick={onChangeActor}>
          {text.actor.change}
        </button>
        <button type="button" className="help" onClick={onHelp} aria-label={text.help.open}>
          ?
        </button>
      </div>
    </header>
  );
};
