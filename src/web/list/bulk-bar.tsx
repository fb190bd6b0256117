import type { WorklistLineBody } from '../../contract/worklist.ts';
import { Button } from '../kit/button.tsx';
import { useKeys } from '../lib/use-keys.ts';
import { text } from '../strings.ts';
import { OutcomeBar } from '../views/outcome-bar.tsx';
import { useSelection } from './selection.ts';
import { useBulk } from './use-bulk.ts';

const { bulk: words } = text;

type Props = { readonly items: readonly WorklistLineBody[]; readonly refresh: () => void };

/** Stands where something is chosen, or was refused; over the foot of the list, so that no line moves. */
export const BulkBar = ({ items, refresh }: Props) => {
  const chosen = useSelection();
  const { busy, outcome, refused, acknowledge, clear } = useBulk(items, refresh);
  const takeUp = () => void acknowledge();
  // a capital, so that no `a` for one line does it for many
  useKeys(Object.fromEntries([['A', takeUp]]));
  if (chosen.size === 0 && outcome === null) return null;
  return (
    <section className="bulk" aria-label={words.label}>
      <strong>{words.chosen(chosen.size)}</strong>
      <Button look="primary" isDisabled={busy || chosen.size === 0} onPress={takeUp}>
        {words.acknowledge} <kbd>A</kbd>
      </Button>
      <Button onPress={clear}>{words.clear}</Button>
      <OutcomeBar outcome={outcome} />
      {refused.length > 0 && (
        <ul className="refused" role="alert">
          {refused.map(said => (
            <li key={said}>{said}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
