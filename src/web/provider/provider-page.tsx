import { useRef, useState } from 'react';
import type { ProviderRequestBody, ProviderRequestsBody } from '../../contract/provider-requests.ts';
import { Select } from '../kit/select.tsx';
import { usePages } from '../lib/use-pages.ts';
import { useLineClicks } from '../list/line-clicks.ts';
import { fullName } from '../list/line-name.ts';
import { ListFrame } from '../list/list-frame.tsx';
import { LoadMore } from '../list/load-more.tsx';
import { providerWords as words } from '../strings/provider.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { OutcomeBar } from '../views/outcome-bar.tsx';
import { useListAct } from '../views/use-list-act.ts';
import type { AnswerBody } from './answer-draft.ts';
import { RequestLine } from './request-line.tsx';

const states = ['open', 'answered'] as const;

/** What awaits whoever is signed in, or any provider; the soonest due first. */
export const ProviderPage = ({ desk }: { readonly desk: Desk }) => {
  const [state, setState] = useState('open');
  const [answering, setAnswering] = useState<string | null>(null);
  const pages = usePages<ProviderRequestBody, ProviderRequestsBody>(
    'provider-requests',
    { state, provider: '@me' },
    desk.turns.patient,
  );
  const { busy, outcome, act } = useListAct(desk, 'patient');
  const box = useRef<HTMLDivElement>(null);
  useLineClicks(box);
  const { items, latest } = pages;
  const answer = async ({ id, patient }: ProviderRequestBody, body: AnswerBody): Promise<boolean> => {
    const done = await act<ProviderRequestBody>(
      { method: 'POST', path: `provider-requests/${encodeURIComponent(id)}/answer`, body },
      { about: patient.id, notice: () => words.done(words.ends[body.decision], fullName(patient)) },
    );
    if (done !== null) setAnswering(null);
    return done !== null;
  };
  const empty = state === 'open' ? words.empty : words.emptyAnswered;
  const tabStop = items?.some(({ id }) => id === desk.cursor) ? desk.cursor : items?.[0]?.id;
  return (
    <ListFrame
      title={words.title}
      count={latest ? words.count(latest.open, latest.overdue) : text.loading}
      tools={
        <>
          <div className="filters">
            <Select
              label={words.show}
              isLabelHidden
              isSmall
              value={state}
              onChange={setState}
              choices={states.map(value => ({ value, label: words.states[value] }))}
            />
          </div>
          <OutcomeBar outcome={outcome} />
        </>
      }
      connection={desk.connection}
      checkedAt={latest?.asOf ?? null}
      problem={pages.problem}
      onRetry={pages.reload}
      isLoading={items === null}
      empty={items?.length === 0 ? empty : null}
      box={box}
    >
      <ol className="lines">
        {items?.map(request => (
          <RequestLine
            key={request.id}
            desk={desk}
            request={request}
            inTabOrder={request.id === tabStop}
            isAnswering={answering === request.id}
            busy={busy}
            onAnswer={isOpen => setAnswering(isOpen ? request.id : null)}
            onSend={body => answer(request, body)}
          />
        ))}
      </ol>
      <LoadMore more={pages.more} loading={pages.loadingMore} hidden={0} onMore={pages.loadMore} />
    </ListFrame>
  );
};
