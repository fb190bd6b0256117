const mostEdits = 2;

/** How many letters must be added, dropped or exchanged to come from one word to another. */
const edits = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const exchanged = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** What somebody probably meant: a word two letters away at most, or one that begins the same; null without one. */
export const nearest = (word: string, known: readonly string[]): string | null => {
  const byEdits = known
    .map(one => ({ one, away: edits(word, one) }))
    .filter(({ one, away }) => away <= Math.min(mostEdits, one.length - 1))
    .sort((a, b) => a.away - b.away);
  const begins = known.find(one => word.length > 1 && (one.startsWith(word) || word.startsWith(one)));
  return byEdits[0]?.one ?? begins ?? null;
};
