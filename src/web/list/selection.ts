import { useSyncExternalStore } from 'react';

let chosen: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

const put = (next: ReadonlySet<string>): void => {
  chosen = next;
  for (const listener of listeners) listener();
};

/** Lines chosen to be taken up together, by their ids. */
export const selection = {
  shown: (): ReadonlySet<string> => chosen,
  toggle: (id: string | null): void => {
    if (id === null) return;
    put(chosen.has(id) ? new Set([...chosen].filter(each => each !== id)) : new Set([...chosen, id]));
  },
  choose: (ids: readonly string[]): void => put(new Set(ids)),
  clear: (): void => put(new Set()),
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
} as const;

export const useSelection = (): ReadonlySet<string> =>
  useSyncExternalStore(selection.subscribe, selection.shown);
