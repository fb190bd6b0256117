import type { DeedBody } from '../../contract/worklist.ts';
import type { PageOf } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { useResource } from '../lib/use-resource.ts';
import { text } from '../strings.ts';

const { history: words } = text;

/** What people did to a line, latest first, also what was taken back. */
export const History = ({ itemId, turn }: { itemId: string; turn: number }) => {
  const path = `worklist/${encodeURIComponent(itemId)}/history`;
  const deeds = useResource<PageOf<DeedBody>>(path, turn).value?.items ?? [];
  if (deeds.length === 0) return null;
  return (
    <details>
      <summary>{words.title(deeds.length)}</summary>
      <ul className="plain">
        {deeds.toReversed().map(({ id, verb, by, at, undoneAt }) => (
          <li key={id}>
            <span className={undoneAt ? 'undone' : undefined}>
              <strong>{text.deeds[verb].past}</strong> {by}, {formatTime(at, 'dayTime')}
            </span>
            {undoneAt && <span className="muted"> {words.undone}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
};
