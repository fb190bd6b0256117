import type { Place } from '../lib/place.ts';
import type { View } from '../lib/views.ts';
import { useSession } from '../session/session.ts';
import { type PageOf, pagesFor } from './pages.ts';

/** What the address means where it names no view. */
const usual: View = 'clinical';

export const usePages = (): readonly PageOf[] => {
  const state = useSession();
  return state.is === 'signed-in' ? pagesFor(state.account.permissions) : [];
};

/** The place that was asked for; without one the first page that may be seen. */
export const usePermittedPlace = (place: Place): Place => {
  const permitted = usePages();
  const first = permitted[0]?.view;
  if (first === undefined || place.view !== usual) return place;
  if (permitted.some(({ view }) => view === usual)) return place;
  return { ...place, view: first };
};
