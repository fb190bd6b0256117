import type { Store } from '../db/open.ts';
import type { Directory } from './directory.ts';
import { fewPatients, tellOfRoster } from './roster-changes.ts';

type Deps = { readonly store: Store; readonly directory: Directory; readonly at: number };

/**
 * Runs a change of the roster in one transaction at whose end the directory knows of it: nothing is judged in between.
 * `touched` names the patients to read anew; without it, or when they are many, everything is.
 */
export const changeRoster = async <T>(
  { store, directory, at }: Deps,
  work: () => Promise<T>,
  touched?: (result: T) => readonly string[],
): Promise<T> => {
  let isRead = false;
  try {
    return await store.write(async () => {
      const result = await work();
      const named = touched?.(result);
      const patientIds = named && named.length <= fewPatients ? named : undefined;
      await tellOfRoster(store, patientIds, at);
      isRead = true;
      await directory.refresh(store.db, patientIds);
      return result;
    });
  } catch (error) {
    if (isRead) await directory.refresh();
    throw error;
  }
};
