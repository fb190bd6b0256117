import { lazily } from '../lib/lazily.tsx';

/** Fetched when it is first opened. */
export const SearchDialog = lazily(async () => (await import('./search-dialog.tsx')).SearchDialog);
