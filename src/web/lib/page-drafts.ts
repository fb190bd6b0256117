import { createDrafts } from './drafts.ts';

/** The drafts of this tab. */
export const drafts = createDrafts({ storage: window.sessionStorage });
