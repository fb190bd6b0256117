import { useRef } from 'react';
import { Handoffs } from '../attendance/handoffs.tsx';
import { Incidents } from '../attendance/incidents.tsx';
import type { Place } from '../lib/place.ts';
import { formatTime } from '../lib/times.ts';
import type { Lines, Worklist as WorklistState } from '../lib/use-worklist.ts';
import { Filters } from '../shell/filters.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { fullName, Line } from './line.tsx';
import { useLineClicks } from './line-clicks.ts';
import { ListFrame } from './list-frame.tsx';
import { LoadMore } from './load-more.tsx';
import { useSteady } from './steady.ts';

const emptySentence = (lines: Lines | null, place: Place): string | null => {
  if (lines === null || lines.items.length > 0) return null;
  const time = formatTime(lines.asOf, 'clock');
  const { program, severity, state, owner, snoozed } = place;
  const filtered = [program, severity, state, owner, snoozed].some(each => each !== '');
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

const LineList = ({ desk }: { desk: Desk }) => {
  const { worklist, opened, cursor, programNames } = desk;
  const items = worklist.lines?.items ?? [];
  const tabStop = items.some(item => item.id === cursor) ? cursor : items[0]?.id;
  return (
    <ol className="lines">
      {items.map(item => (
        <Line
          key={item.id}
          item={item}
          now={desk.now}
          programName={programNames.get(item.patient.programId) ?? item.patient.programId}
          isOpen={item.id === opened.item.value?.id}
          isFresh={worklist.fresh.has(item.id)}
          inTabOrder={item.id === tabStop}
          onOpen={desk.open}
          onFocus={desk.setCursor}
        />
      ))}
    </ol>
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

export const Worklist = ({ desk }: { desk: Desk }) => {
  const { worklist, place, go, cursor } = desk;
  const { lines, problem } = worklist;
  const box = useRef<HTMLDivElement>(null);
  useLineClicks(box);
  useSteady(box, cursor ?? (place.item || null), lines);
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
          {place.view === 'technical' && <Incidents desk={desk} />}
          <Handoffs desk={desk} />
          <Filters place={place} programs={desk.programs} go={go} />
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
    >
      {lines && <LineList desk={desk} />}
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
