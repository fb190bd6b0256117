export type Toast<C> = {
  readonly id: number;
  readonly content: C;
  /** what is read aloud */
  readonly spoken: string;
};

export type Toasts<C> = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly shown: () => readonly Toast<C>[];
  /** the returned function takes it away before its time */
  readonly show: (content: C, spoken: string, forMs?: number) => () => void;
};

const usualMs = 6_000;
const most = 3;

type Dependencies = { readonly after: (ms: number, run: () => void) => () => void };

/** At most three at once, each for some seconds; the oldest goes first. */
export const createToasts = <C>({ after }: Dependencies): Toasts<C> => {
  let shown: readonly Toast<C>[] = [];
  let lastId = 0;
  const listeners = new Set<() => void>();
  const put = (next: readonly Toast<C>[]) => {
    shown = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: () => shown,
    show: (content, spoken, forMs = usualMs) => {
      lastId += 1;
      const id = lastId;
      const remove = () => put(shown.filter(toast => toast.id !== id));
      const cancel = after(forMs, remove);
      put([...shown, { id, content, spoken }].slice(-most));
      return () => {
        cancel();
        remove();
      };
    },
  };
};
