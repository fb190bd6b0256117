import { useRef, useState } from 'react';
import type { RejectedGroupBody } from '../../../contract/ingest.ts';
import type { PageOf } from '../../lib/api.ts';
import { useResource } from '../../lib/use-resource.ts';
import { ListFrame } from '../../list/list-frame.tsx';
import { text } from '../../strings.ts';
import type { Desk } from '../../use-desk.ts';
import { OutcomeBar } from '../outcome-bar.tsx';
import { useListAct } from '../use-list-act.ts';
import { GroupLine } from './group-line.tsx';

const { rejected: words } = text;

const countOf = (groups: readonly RejectedGroupBody[]): string =>
  words.count(
    groups.length,
    groups.reduce((sum, group) => sum + group.messages, 0),
  );

/** Messages that are no readings, by reason, each with its remedy. */
export const RejectedList = ({ desk }: { desk: Desk }) => {
  const turn = desk.turns.messages;
  const { value, problem, reload } = useResource<PageOf<RejectedGroupBody>>('rejected/groups', turn);
  const [openKey, setOpenKey] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const { busy, outcome, act } = useListAct(desk, 'messages');
  const groups = value?.items ?? [];
  const tabStop = groups.some(group => group.key === desk.cursor) ? desk.cursor : groups[0]?.key;
  return (
    <ListFrame
      title={words.title}
      count={value ? countOf(groups) : text.loading}
      tools={<OutcomeBar outcome={outcome} />}
      connection={desk.connection}
      checkedAt={desk.worklist.lines?.asOf ?? null}
      problem={problem}
      onRetry={reload}
      isLoading={value === null}
      empty={value?.items.length === 0 ? words.empty : null}
      box={box}
    >
      <ol className="lines">
        {groups.map(group => (
          <GroupLine
            key={group.key}
            group={group}
            turn={turn}
            isOpen={group.key === openKey}
            inTabOrder={group.key === tabStop}
            busy={busy}
            act={act}
            onOpen={() => setOpenKey(group.key === openKey ? '' : group.key)}
            onFocus={() => desk.setCursor(group.key)}
          />
        ))}
      </ol>
    </ListFrame>
  );
};
