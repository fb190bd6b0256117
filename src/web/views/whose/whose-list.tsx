import { useRef, useState } from 'react';
import type { PatientSummaryBody } from '../../../contract/patients.ts';
import type { UnownedBody } from '../../../contract/readings.ts';
import { usePages } from '../../lib/use-pages.ts';
import { fullName } from '../../list/line.tsx';
import { ListFrame } from '../../list/list-frame.tsx';
import { LoadMore } from '../../list/load-more.tsx';
import { SearchDialog } from '../../search/search-lazily.ts';
import { text } from '../../strings.ts';
import type { Desk } from '../../use-desk.ts';
import { DecidedBar } from '../decided-bar.tsx';
import { useResolve } from '../use-resolve.ts';
import { isSevere } from './severe.ts';
import { WhoseLine } from './whose-line.tsx';

const { whose: words } = text;
const none: readonly UnownedBody[] = [];

/** Severe by the limits of any program, first; then as they came. */
const severeFirst = (readings: readonly UnownedBody[], { programs }: Desk) => {
  const limits = programs.map(program => program.limits);
  const all = readings.map(reading => ({ reading, severe: isSevere(reading, limits) }));
  return [...all.filter(each => each.severe), ...all.filter(each => !each.severe)];
};

/** Readings of known devices whose owner is unclear: a person says whose they are. */
export const WhoseList = ({ desk }: { desk: Desk }) => {
  const pages = usePages<UnownedBody>('unowned-readings', {}, desk.turns.readings);
  const [discarding, setDiscarding] = useState<string | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const resolving = useResolve(desk);
  const { busy, resolve } = resolving;
  const lines = severeFirst(pages.items ?? none, desk);
  const tabStop = lines.some(line => line.reading.id === desk.cursor) ? desk.cursor : lines[0]?.reading.id;
  const file = (readingId: string, patient: PatientSummaryBody) =>
    void resolve(
      readingId,
      { decision: 'reassign', patient: patient.id },
      { patient, notice: at => words.filed(fullName(patient), at) },
    );
  const discard = (readingId: string, note: string) =>
    void resolve(readingId, { decision: 'discard', note }, { patient: null, notice: text.discard.done });
  return (
    <ListFrame
      title={words.title}
      count={pages.items ? words.count(pages.items.length, pages.more) : text.loading}
      tools={<DecidedBar desk={desk} resolving={resolving} />}
      connection={desk.connection}
      checkedAt={desk.worklist.lines?.asOf ?? null}
      problem={pages.problem}
      onRetry={pages.reload}
      isLoading={pages.items === null}
      empty={pages.items?.length === 0 ? words.empty : null}
      box={box}
    >
      <ol className="lines">
        {lines.map(({ reading, severe }) => (
          <WhoseLine
            key={reading.id}
            reading={reading}
            severe={severe}
            now={desk.now}
            busy={busy}
            isDiscarding={discarding === reading.id}
            inTabOrder={reading.id === tabStop}
            onFile={patient => file(reading.id, patient)}
            onOther={() => setOther(reading.id)}
            onDiscard={is => setDiscarding(is ? reading.id : null)}
            onDiscarded={note => discard(reading.id, note)}
            onFocus={() => desk.setCursor(reading.id)}
          />
        ))}
      </ol>
      <LoadMore more={pages.more} loading={pages.loadingMore} hidden={0} onMore={pages.loadMore} />
      {other !== null && (
        <SearchDialog
          title={words.otherTitle}
          programNames={desk.programNames}
          onClose={() => setOther(null)}
          onChoose={patient => {
            setOther(null);
            file(other, patient);
          }}
        />
      )}
    </ListFrame>
  );
};
