import { useRef, useState } from 'react';
import type { RiskLineBody, RiskListBody } from '../../../contract/risk.ts';
import { formatTime } from '../../lib/times.ts';
import { usePages } from '../../lib/use-pages.ts';
import { useLineClicks } from '../../list/line-clicks.ts';
import { ListFrame } from '../../list/list-frame.tsx';
import { LoadMore } from '../../list/load-more.tsx';
import { text } from '../../strings.ts';
import type { Desk } from '../../use-desk.ts';
import { RiskLine } from './risk-line.tsx';

const { risk: words } = text;

type ToolsProps = {
  desk: Desk;
  program: string;
  list: RiskListBody | null;
  cohort: boolean;
  onCohort: (only: boolean) => void;
};

const Tools = ({ desk, program, list, cohort, onCohort }: ToolsProps) => (
  <>
    <div className="filters">
      <select
        aria-label={words.program}
        value={program}
        onChange={event => desk.go({ riskProgram: event.target.value })}
      >
        <option value="">{words.choose}</option>
        {desk.programs.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <label className="tick">
        <input type="checkbox" checked={cohort} onChange={event => onCohort(event.target.checked)} />
        {words.cohortOnly}
      </label>
    </div>
    {list && (
      <p className="muted small list-note">
        {words.ranking(words.scores[list.rankedBy], list.ranked, list.notApplicable, list.inCohort)}
        {list.rankedAt && `; ${words.rankedAt(formatTime(list.rankedAt, 'dayTime'))}`}
      </p>
    )}
  </>
);

const emptySentence = (program: string, cohort: boolean, items: readonly unknown[] | null): string | null => {
  if (program === '') return words.chooseFirst;
  if (items === null || items.length > 0) return null;
  return cohort ? words.emptyCohort : words.empty;
};

/** The patients of one program, highest risk first. */
export const RiskList = ({ desk }: { desk: Desk }) => {
  const { place, cursor, turns } = desk;
  const [cohort, setCohort] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useLineClicks(box);
  const program = place.riskProgram || place.program;
  const query = { program, ...(cohort && { cohort: 'true' }) };
  const pages = usePages<RiskLineBody, RiskListBody>(program === '' ? null : 'risk', query, turns.risk);
  const { items, latest } = pages;
  const tabStop = items?.some(line => line.patient.id === cursor) ? cursor : items?.[0]?.patient.id;
  return (
    <ListFrame
      title={words.label}
      count={items && latest ? words.summary(items.length, latest.total) : ''}
      tools={<Tools desk={desk} program={program} list={latest} cohort={cohort} onCohort={setCohort} />}
      connection={desk.connection}
      checkedAt={desk.worklist.lines?.asOf ?? null}
      problem={pages.problem}
      onRetry={pages.reload}
      isLoading={program !== '' && items === null}
      empty={emptySentence(program, cohort, items)}
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
