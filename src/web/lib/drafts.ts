export type Drafts = {
  /** from now on drafts are this account's; another account's are forgotten */
  readonly belongTo: (accountId: string) => void;
  readonly read: (key: string) => unknown;
  readonly write: (key: string, value: unknown) => void;
  readonly drop: (key: string) => void;
  readonly clear: () => void;
};

type Dependencies = {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
};

const prefix = 'vigil-draft ';

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Half-written text by account and subject: outlives its form, a sign-out for inactivity and a reload of the tab. */
export const createDrafts = ({ storage }: Dependencies): Drafts => {
  let home = prefix;
  const forgetAllBut = (kept: string | null) => {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    for (const key of keys) {
      if (key.startsWith(prefix) && (kept === null || !key.startsWith(kept))) storage.removeItem(key);
    }
  };
  return {
    belongTo: accountId => {
      home = `${prefix}${accountId} `;
      forgetAllBut(home);
    },
    read: key => parsed(storage.getItem(home + key)),
    write: (key, value) => storage.setItem(home + key, JSON.stringify(value)),
    drop: key => storage.removeItem(home + key),
    clear: () => forgetAllBut(null),
  };
};
