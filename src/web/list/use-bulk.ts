import { useRef, useState } from 'react';
import type { WorklistLineBody } from '../../contract/worklist.ts';
import type { AcknowledgedManyBody } from '../../contract/worklist-many.ts';
import { useAct } from '../lib/use-act.ts';
import { text } from '../strings.ts';
import { fullName } from './line-name.ts';
import { selection } from './selection.ts';

/** As the server takes them up at once. */
const most = 200;

/** Takes the chosen lines up together, and says of each that was refused why; those stay chosen. */
export const useBulk = (items: readonly WorklistLineBody[], refresh: () => void) => {
  const { busy, outcome, act } = useAct({ onRefused: refresh });
  const [refused, setRefused] = useState<readonly string[]>([]);
  const names = useRef(new Map<string, string>());
  const acknowledge = async (): Promise<void> => {
    const chosen = items.filter(item => selection.shown().has(item.id)).slice(0, most);
    if (chosen.length === 0) return;
    names.current = new Map(chosen.map(item => [item.id, fullName(item.patient)]));
    const body = { items: chosen.map(({ id, version }) => ({ id, version })) };
    const answer = await act<AcknowledgedManyBody>(
      { method: 'POST', path: 'worklist/acknowledge', body },
      { about: '', notice: ({ acknowledged }) => text.bulk.done(acknowledged.length) },
    );
    if (answer === null) return;
    setRefused(answer.refused.map(({ id, detail }) => `${names.current.get(id) ?? ''}: ${detail}`));
    selection.choose(answer.refused.map(({ id }) => id));
    refresh();
  };
  const clear = () => {
    setRefused([]);
    selection.clear();
  };
  return { busy, outcome, refused, acknowledge, clear };
};
