import type { Store } from '../db/open.ts';

export type Row<T extends keyof Store['t']> = Store['t'][T]['$inferSelect'];
export type ItemRow = Row<'worklistItem'>;
export type AlertRow = Row<'alert'>;
export type ReviewRow = Row<'alertReview'>;
export type ContactRow = Row<'contact'>;
export type DeedRow = Row<'deed'>;
