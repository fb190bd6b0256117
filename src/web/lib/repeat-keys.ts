import type { Change } from './api.ts';

/** What a second sending would do once more. */
const mayRepeat = /^(patients|worklist|handoffs)\b/;

/**
 * Keys under which the server does a request once. What got no answer keeps its key: sent again in the same words, it is
 * the same request. One for each path, so that what nobody sends again is not kept for long.
 */
export const createRepeatKeys = (newKey: () => string) => {
  const unanswered = new Map<string, { readonly said: string; readonly key: string }>();
  return {
    /** null: the request is of a kind that needs none */
    keyOf: ({ method, path, body }: Change): string | null => {
      if (method !== 'POST' || !mayRepeat.test(path)) return null;
      // what was seen may be another by the time it is sent again, by what the first sending did
      const said = JSON.stringify({ ...body, version: null });
      const before = unanswered.get(path);
      const key = before?.said === said ? before.key : newKey();
      unanswered.set(path, { said, key });
      return key;
    },
    answered: ({ path }: Change): void => {
      unanswered.delete(path);
    },
    clear: (): void => unanswered.clear(),
  };
};

/** Also where a page came without TLS, which has no `randomUUID`. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

export const repeatKeys = createRepeatKeys(randomKey);
