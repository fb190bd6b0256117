const said = 'unconfirmed: call; ';

/** What a line says: an alert that says itself that it is unconfirmed says so in the mark, and not again beside it. */
export const reasonOf = (
  because: string,
  isUnconfirmed: boolean,
): { readonly mark: 'unconfirmed' | 'unconfirmedCall' | null; readonly text: string } => {
  if (!isUnconfirmed) return { mark: null, text: because };
  return because.startsWith(said)
    ? { mark: 'unconfirmedCall', text: because.slice(said.length) }
    : { mark: 'unconfirmed', text: because };
};
