import { type RefObject, useEffect, useLayoutEffect, useMemo } from 'react';
import type { Desk } from '../use-desk.ts';
import { Line } from './line.tsx';
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
  const virtual = useVirtualLines({ box, ids, cursor: cursor ?? (place.item || null) });
  const height = virtual.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the height has changed
  useLayoutEffect(onResized, [height]);
  const seen = virtual.getVirtualItems();
  const lastSeen = seen.at(-1)?.index ?? 0;
  const isShort =
    lines?.more === true && !loadingMore && lastSeen > nearEnd && lastSeen >= ids.length - nearEnd;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once each time that the end comes near
  useEffect(() => {
    if (isShort) loadMore();
  }, [isShort]);
  const tabStop = cursor !== null && ids.includes(cursor) ? cursor : ids[0];
  return (
    <ol className="lines virtual" style={{ height }}>
      {seen.map(({ index, start }) => {
        const item = items[index];
        if (!item) return null;
        return (
          <Line
            key={item.id}
            ref={virtual.measureElement}
            index={index}
            total={lines?.total ?? items.length}
            top={start}
            item={item}
            now={desk.now}
            programName={programNames.get(item.patient.programId) ?? item.patient.programId}
            isOpen={item.id === opened.item.value?.id}
            isFresh={worklist.fresh.has(item.id)}
            isChosen={chosen.has(item.id)}
            mayChoose={mayChoose}
            inTabOrder={item.id === tabStop}
            onOpen={desk.open}
            onFocus={desk.setCursor}
          />
        );
      })}
    </ol>
  );
};
