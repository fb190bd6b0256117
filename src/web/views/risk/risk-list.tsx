import { useRef, useState } from 'react';
import type { RiskLineBody, RiskListBody } from '../../../contract/risk.ts';
import { usePages } from '../../lib/use-pages.ts';
import { useLineClicks } from '../../list/line-clicks.ts';
import { ListFrame } from '../../list/list-frame.tsx';
import { LoadMore } from '../../list/load-more.tsx';
import { riskWords as words } from '../../strings/risk.ts';
import type { Desk } from '../../use-desk.ts';
import { keptProgram } from './kept-program.ts';
import { rankedProgram } from './ranked-program.ts';
import { RiskLine } from './risk-line.tsx';
import { RiskTools, type Shown } from './risk-tools.tsx';

const emptySentence = (
  program: string,
  { cohort, order }: Shown,
  items: readonly unknown[] | null,
): string | null => {
  if (program === '') return words.noProgram;
  if (items === null || items.length > 0) return null;
  if (order === 'rising') return words.emptyRising;
  return cohort ? words.emptyCohort : words.empty;
};

/** The patients of one program, highest risk first, or those who rose most. */
export const RiskList = ({ desk }: { desk: Desk }) => {
  const { place, cursor, turns } = desk;
  const [shown, setShown] = useState<Shown>({ cohort: false, order: 'rank' });
  const box = useRef<HTMLDivElement>(null);
  useLineClicks(box);
  const program = rankedProgram(place, keptProgram(), desk.programs);
  const query = { program, order: shown.order, ...(shown.cohort && { cohort: 'true' }) };
  const pages = usePages<RiskLineBody, RiskListBody>(program === '' ? null : 'risk', query, turns.risk);
  const { items, latest } = pages;
  const tabStop = items?.some(line => line.patient.id === cursor) ? cursor : items?.[0]?.patient.id;
  return (
    <ListFrame
      title={words.label}
      count={items && latest ? words.summary(items.length, latest.total) : ''}
      tools={<RiskTools desk={desk} program={program} list={latest} shown={shown} onShow={setShown} />}
      connection={desk.connection}
      checkedAt={desk.worklist.lines?.asOf ?? null}
      problem={pages.problem}
      onRetry={pages.reload}
      isLoading={program !== '' && items === null}
      empty={emptySentence(program, shown, items)}
      box={box}
    >
      <ol className="lines">
        {items?.map(line => (
          <RiskLine
            key={line.patient.id}
            line={line}
            now={desk.now}
            isOpen={line.patient.id === place.patient}
            inTabOrder={line.patient.id === tabStop}
            onOpen={desk.openPatient}
            onFocus={desk.setCursor}
          />
        ))}
      </ol>
      <LoadMore
        more={pages.more}
        loading={pages.loadingMore}
        hidden={(latest?.total ?? 0) - (items?.length ?? 0)}
        onMore={pages.loadMore}
      />
    </ListFrame>
  );
};
