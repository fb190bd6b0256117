import { type RefObject, useEffect, useLayoutEffect, useMemo } from 'react';
import type { Desk } from '../use-desk.ts';
import { Line, lineClass } from './line.tsx';
import { useSelection } from './selection.ts';
import { useVirtualLines } from './use-virtual-lines.ts';

/** So many lines before the end of what is loaded, more are asked for. */
const nearEnd = 15;

type Props = {
  readonly desk: Desk;
  readonly mayChoose: boolean;
  /** when lines have got another height than was thought */
  readonly onResized: () => void;
  readonly box: RefObject<HTMLDivElement | null>;
};

/** The worklist's lines: those that are seen, in a list as long as all of them. */
export const LineList = ({ desk, mayChoose, onResized, box }: Props) => {
  const { worklist, opened, cursor, programNames, place } = desk;
  const { lines, loadingMore, loadMore } = worklist;
  const chosen = useSelection();
  const items = lines?.items ?? [];
  const ids = useMemo(() => (lines?.items ?? []).map(item => item.id), [lines]);
  const { height, shown, last } = useVirtualLines({ box, ids, cursor: cursor ?? (place.item || null) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the height has changed
  useLayoutEffect(onResized, [height]);
  const isShort = lines?.more === true && !loadingMore && last > nearEnd && last >= ids.length - nearEnd;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once each time that the end comes near
  useEffect(() => {
    if (isShort) loadMore();
  }, [isShort]);
  const tabStop = cursor !== null && ids.includes(cursor) ? cursor : ids[0];
  return (
    <ol className="lines virtual" style={{ height }}>
      {shown.map(({ index, top }) => {
        const item = items[index];
        if (!item) return null;
        const isOpen = item.id === opened.item.value?.id;
        const isFresh = worklist.fresh.has(item.id);
        const isChosen = chosen.has(item.id);
        return (
          <li
            key={item.id}
            className={lineClass({ item, isOpen, isFresh, isChosen })}
            style={{ transform: `translateY(${top}px)` }}
            data-line={item.id}
            aria-posinset={index + 1}
            aria-setsize={lines?.total ?? items.length}
          >
            <Line
              item={item}
              now={desk.now}
              programName={programNames.get(item.patient.programId) ?? item.patient.programId}
              isOpen={isOpen}
              isFresh={isFresh}
              isChosen={isChosen}
              mayChoose={mayChoose}
              inTabOrder={item.id === tabStop}
              onOpen={desk.open}
              onFocus={desk.setCursor}
            />
          </li>
        );
      })}
    </ol>
  );
};
