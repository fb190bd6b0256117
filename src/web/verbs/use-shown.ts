import { useMemo } from 'react';
import type { Worklist } from '../lib/use-worklist.ts';
import type { Open } from '../use-open.ts';
import { headWith, linesWith, subjectWith } from './guess.ts';
import type { Guesses } from './use-guesses.ts';

/** The list and the open patient as they will stand once the server has what was done. */
export const useShown = (worklist: Worklist, opened: Open, { shown }: Guesses, snoozed: string) => {
  const lines = useMemo(
    () => worklist.lines && linesWith(worklist.lines, shown, snoozed),
    [worklist.lines, shown, snoozed],
  );
  const item = { ...opened.item, value: headWith(opened.item.value, shown) };
  return {
    worklist: { ...worklist, lines },
    opened: { ...opened, item, subject: subjectWith(opened.subject, shown) },
  };
};
