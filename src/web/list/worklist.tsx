import { memo, useRef } from 'react';
import { Handoffs } from '../attendance/handoffs.tsx';
import { Incidents } from '../attendance/incidents.tsx';
import type { Lines } from '../lib/lines.ts';
import type { Place } from '../lib/place.ts';
import { formatTime } from '../lib/times.ts';
import type { Worklist as WorklistState } from '../lib/use-worklist.ts';
import { usePermission } from '../session/session.ts';
import { Filters } from '../shell/filters.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useLineClicks } from './line-clicks.ts';
import { LineFoot } from './line-foot.tsx';
import { LineList } from './line-list.tsx';
import { fullName } from './line-name.ts';
import { ListFrame } from './list-frame.tsx';
import { LoadMore } from './load-more.tsx';
import { useSteady } from './steady.ts';

const emptySentence = (lines: Lines | null, place: Place): string | null => {
  if (lines === null || lines.items.length > 0) return null;
  const time = formatTime(lines.asOf, 'clock');
  const { program, severity, state, owner, snoozed, tier, site, tag } = place;
  const filtered = [program, severity, state, owner, snoozed, tier, site, tag].some(each => each !== '');
  return filtered ? text.list.emptyFiltered(time) : text.list.empty(time);
};

const Arrivals = ({ worklist }: { worklist: WorklistState }) => {
  const names = (worklist.lines?.items ?? [])
    .filter(item => worklist.fresh.has(item.id))
    .map(item => fullName(item.patient));
  return <output className="arrivals">{names.length === 0 ? '' : text.list.arrived(names)}</output>;
};

const Snoozed = ({ count, place, go }: { count: number } & Pick<Desk, 'place' | 'go'>) => {
  if (count === 0 && place.snoozed !== 'only') return null;
  const onlyThose = place.snoozed === 'only';
  return (
    <button type="button" className="link" onClick={() => go({ snoozed: onlyThose ? '' : 'only' })}>
      {onlyThose ? text.list.backToAll : text.list.snoozed(count)}
    </button>
  );
};

const countOf = (lines: Lines | null, failed: boolean): string => {
  if (lines) return text.list.showing(lines.items.length, lines.total);
  return failed ? '' : text.loading;
};

const Columns = () => (
  <div className="columns" aria-hidden="true">
    {text.list.columns.map(column => (
      <span key={column}>{column}</span>
    ))}
  </div>
);

/** Nothing in it follows the cursor. */
const StillFilters = memo(Filters);

export const Worklist = ({ desk }: { desk: Desk }) => {
  const { worklist, place, go, cursor } = desk;
  const { lines, problem } = worklist;
  const box = useRef<HTMLDivElement>(null);
  const mayAct = usePermission('worklist:act');
  const shown = cursor ?? (place.item || null);
  const under = lines?.items.find(item => item.id === shown) ?? null;
  useLineClicks(box);
  const hold = useSteady(box, cursor ?? (place.item || null), lines);
  return (
    <ListFrame
      title={text.list.title}
      count={countOf(lines, problem !== null)}
      beside={
        <>
          <Snoozed count={lines?.snoozed ?? 0} place={place} go={go} />
          <Arrivals worklist={worklist} />
        </>
      }
      tools={
        <>
          {place.view === 'technical' && mayAct && <Incidents desk={desk} />}
          {mayAct && <Handoffs desk={desk} />}
          <StillFilters
            place={place}
            programs={desk.programs}
            turn={worklist.turn}
            actorName={desk.actor.name}
            go={go}
          />
          <Columns />
        </>
      }
      connection={desk.connection}
      checkedAt={lines?.asOf ?? null}
      problem={problem}
      onRetry={() => worklist.refresh()}
      isLoading={lines === null}
      empty={emptySentence(lines, place)}
      box={box}
      foot={
        <>
          <LineFoot item={under} now={desk.now} />
          {mayAct && <BulkBar items={lines?.items ?? []} refresh={worklist.refresh} />}
        </>
      }
    >
      {lines && <LineList desk={desk} mayChoose={mayAct} onResized={hold} box={box} />}
      {lines && (
        <LoadMore
          more={lines.more}
          loading={worklist.loadingMore}
          hidden={lines.total - lines.items.length}
          onMore={worklist.loadMore}
        />
      )}
    </ListFrame>
  );
};
