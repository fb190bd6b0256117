import { useMemo } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import { type PageOf, withQuery } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import type { Subject } from '../verbs/subject.ts';

export const alertsShown = 100;
const none: readonly AlertBody[] = [];

/** The alerts of the line, and all of the patient. */
export const useAlerts = ({ whole, summary }: Subject, turn: number) => {
  const path = withQuery(`patients/${encodeURIComponent(summary.id)}/alerts`, { limit: alertsShown });
  const history = useResource<PageOf<AlertBody>>(path, turn);
  const all = history.value?.items ?? none;
  const current = whole?.alerts ?? none;
  const charted = useMemo(() => [...current, ...all], [current, all]);
  const isHere = history.value !== null;
  return {
    ...{ current, all, charted, isCut: history.value !== null && history.value.next !== null },
    history: { isHere, problem: history.problem, reload: history.reload },
  };
};
