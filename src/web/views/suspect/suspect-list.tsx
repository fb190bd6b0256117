import { useRef } from 'react';
import type { SuspectBody } from '../../../contract/readings.ts';
import { usePages } from '../../lib/use-pages.ts';
import { useLineClicks } from '../../list/line-clicks.ts';
import { ListFrame } from '../../list/list-frame.tsx';
import { LoadMore } from '../../list/load-more.tsx';
import { text } from '../../strings.ts';
import type { Desk } from '../../use-desk.ts';
import { DecidedBar } from '../decided-bar.tsx';
import { useResolve } from '../use-resolve.ts';
import { SuspectLine } from './suspect-line.tsx';

const { suspect: words } = text;

/** Readings that no rule may judge until a person has said what they are. */
export const SuspectList = ({ desk }: { desk: Desk }) => {
  const pages = usePages<SuspectBody>('suspect-readings', {}, desk.turns.readings);
  const box = useRef<HTMLDivElement>(null);
  useLineClicks(box);
  const resolving = useResolve(desk);
  const { items } = pages;
  const tabStop = items?.some(reading => reading.id === desk.cursor) ? desk.cursor : items?.[0]?.id;
  return (
    <ListFrame
      title={words.title}
      count={items ? words.count(items.length, pages.more) : text.loading}
      tools={<DecidedBar desk={desk} resolving={resolving} />}
      connection={desk.connection}
      checkedAt={desk.worklist.lines?.asOf ?? null}
      problem={pages.problem}
      onRetry={pages.reload}
      isLoading={items === null}
      empty={items?.length === 0 ? words.empty : null}
      box={box}
    >
      <ol className="lines">
        {items?.map(reading => (
          <SuspectLine
            key={reading.id}
            desk={desk}
            resolving={resolving}
            reading={reading}
            inTabOrder={reading.id === tabStop}
          />
        ))}
      </ol>
      <LoadMore more={pages.more} loading={pages.loadingMore} hidden={0} onMore={pages.loadMore} />
    </ListFrame>
  );
};
