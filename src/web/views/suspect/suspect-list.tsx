import { useRef, useState } from 'react';
import type { SuspectBody } from '../../../contract/readings.ts';
import { wallClock } from '../../lib/clock.ts';
import { formatTime } from '../../lib/times.ts';
import { usePages } from '../../lib/use-pages.ts';
import { fullName } from '../../list/line.tsx';
import { useLineClicks } from '../../list/line-clicks.ts';
import { ListFrame } from '../../list/list-frame.tsx';
import { LoadMore } from '../../list/load-more.tsx';
import { SearchDialog } from '../../search/search-dialog.tsx';
import { text } from '../../strings.ts';
import type { Desk } from '../../use-desk.ts';
import { OutcomeBar } from '../outcome-bar.tsx';
import { type Decision, useResolve } from '../use-resolve.ts';
import { type SuspectForm, SuspectLine } from './suspect-line.tsx';

const { suspect: words } = text;

const timeNow = () => formatTime(wallClock(), 'clock');

/** Readings that no rule may judge until a person has said what they are. */
export const SuspectList = ({ desk }: { desk: Desk }) => {
  const pages = usePages<SuspectBody>('suspect-readings', {}, desk.turns.readings);
  const [form, setForm] = useState<{ of: string; form: SuspectForm }>({ of: '', form: null });
  const [reassigning, setReassigning] = useState<SuspectBody | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useLineClicks(box);
  const { busy, outcome, resolve } = useResolve(desk);
  const { items } = pages;
  const tabStop = items?.some(reading => reading.id === desk.cursor) ? desk.cursor : items?.[0]?.id;
  const decide = (reading: SuspectBody, decision: Decision, notice: (at: string) => string) =>
    void resolve(reading.id, { ...decision, of: reading.patient.id }, () => notice(timeNow()));
  return (
    <ListFrame
      title={words.title}
      count={items ? words.count(items.length, pages.more) : text.loading}
      tools={<OutcomeBar outcome={outcome} />}
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
            reading={reading}
            form={form.of === reading.id ? form.form : null}
            busy={busy}
            isOpen={reading.patient.id === desk.place.patient}
            inTabOrder={reading.id === tabStop}
            onOpen={() => desk.openPatient(reading.patient.id)}
            onFocus={() => desk.setCursor(reading.id)}
            onForm={next => setForm({ of: reading.id, form: next })}
            onAccept={() => decide(reading, { decision: 'accept' }, words.accepted)}
            onCorrect={values => decide(reading, { decision: 'correct', values }, words.corrected)}
            onReassign={() => setReassigning(reading)}
            onDiscard={note => decide(reading, { decision: 'discard', note }, text.discard.done)}
          />
        ))}
      </ol>
      <LoadMore more={pages.more} loading={pages.loadingMore} hidden={0} onMore={pages.loadMore} />
      {reassigning !== null && (
        <SearchDialog
          title={words.reassignTitle}
          programNames={desk.programNames}
          onClose={() => setReassigning(null)}
          onChoose={patient => {
            setReassigning(null);
            decide(reassigning, { decision: 'reassign', patient: patient.id }, at =>
              words.reassigned(fullName(patient), at),
            );
          }}
        />
      )}
    </ListFrame>
  );
};
