import type { Lane } from '../../domain/alert.ts';
import { laneOf, type View, views } from '../lib/place.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { useCounts } from './use-counts.ts';

const laneCount = (lane: Lane, { lines }: Desk['worklist']): string =>
  lines === null ? text.none : String(lines.byLane[lane]);

/** The views side by side, each with how much waits in it. */
const Views = ({ desk }: { desk: Desk }) => {
  const { place, go, worklist, turns } = desk;
  const counts = useCounts(turns);
  const countOf = (view: View): string | null => {
    const lane = laneOf(view);
    if (lane !== null) return laneCount(lane, worklist);
    return view === 'risk' ? null : counts[view as keyof typeof counts];
  };
  return (
    <nav className="views" aria-label={text.views.label}>
      {views.map(view => {
        const count = countOf(view);
        return (
          <button
            key={view}
            type="button"
            aria-current={view === place.view ? 'page' : undefined}
            className={count === '0' ? 'quiet' : undefined}
            onClick={() => go({ view, item: '', patient: '' })}
          >
            {text.views[view]} {count !== null && <span className="count">{count}</span>}
          </button>
        );
      })}
    </nav>
  );
};

export const Header = ({ desk }: { desk: Desk }) => {
  const { actor, setDialog } = desk;
  return (
    <header className="header">
      <h1>{text.product}</h1>
      <Views desk={desk} />
      <button
        type="button"
        className="search"
        onClick={() => setDialog('search')}
        aria-keyshortcuts="/"
        aria-haspopup="dialog"
      >
        {text.search.open} <kbd>/</kbd>
      </button>
      <div className="who">
        <span>
          <span className="acting">{text.actor.signedInAs}</span>{' '}
          <strong>{actor.name || text.actor.nobody}</strong>
        </span>
        <button type="button" className="link" onClick={() => setDialog('actor')}>
          {text.actor.change}
        </button>
        <button type="button" className="help" onClick={() => setDialog('help')} aria-label={text.help.open}>
          ?
        </button>
      </div>
    </header>
  );
};
