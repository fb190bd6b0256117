import type { AlertBody } from '../../contract/alerts.ts';
import { type ActionTaken, needsPerson, type Verdict } from '../../domain/alert.ts';

type Quick = { readonly key: string; readonly verdict: Verdict; readonly action: ActionTaken };

/** How most routine lines end; each is one key, and Enter sends. */
export const quickCloses: readonly Quick[] = [
  { key: '1', verdict: 'true', action: 'watching' },
  { key: '2', verdict: 'true', action: 'advised-patient' },
  { key: '3', verdict: 'technique', action: 'advised-patient' },
  { key: '4', verdict: 'artefact', action: 'device-help' },
  { key: '5', verdict: 'expected', action: 'nothing-needed' },
];

/** Never for what is urgent or critical: that is answered alert by alert. */
export const mayCloseQuickly = (alerts: readonly AlertBody[]): boolean =>
  alerts.length > 0 && alerts.every(({ severity }) => !needsPerson(severity));
