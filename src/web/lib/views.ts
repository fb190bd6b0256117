import { lanes } from '../../domain/alert.ts';

export const views = [
  ...lanes,
  ...(['risk', 'whose', 'suspect', 'rejected'] as const),
  'awaits-me',
  ...(['load', 'response', 'caseload', 'rule-sets', 'movement', 'devices', 'coverage'] as const),
  ...(['accounts', 'audit'] as const),
] as const;
export type View = (typeof views)[number];
