import { severities } from '../../domain/alert.ts';
import { kinds } from '../../domain/reading.ts';
import { adherenceRows } from './adherence-rows.ts';
import { type Feature, number } from './feature-row.ts';
import { glucoseRows } from './glucose-rows.ts';
import { pressureRows } from './pressure-rows.ts';
import { weightRows } from './weight-rows.ts';

/** Every set of kinds, joined by "+" in the order of `kinds`. */
const deviceSets: readonly string[] = Array.from({ length: 2 ** kinds.length }, (_, set) =>
  kinds.filter((_, i) => (set >> i) % 2 === 1).join('+'),
);

const spoken = (set: string): string =>
  set === '' ? 'nothing' : set.replaceAll('+', ', ').replaceAll('-', ' ');

/**
 * What a patient measures tells which program it is, and so how often events are: it belongs to what everybody starts
 * from, and is no part of how a patient differs from a stable one.
 */
export const baseFeatureId = 'measures';

/** What the model looks at, in the order of its shapes. */
export const deteriorationFeatures: readonly Feature[] = [
  {
    kind: 'category',
    id: baseFeatureId,
    label: 'devices in use',
    levels: deviceSets.map(id => ({ id, label: spoken(id) })),
    value: of => of.measures,
  },
  ...weightRows,
  ...pressureRows,
  ...glucoseRows,
  ...adherenceRows,
  {
    ...number('open-alerts', 'alerts that fire', '', [1, 2, 3], of => of.openAlerts),
    one: 'alert that fires',
  },
  {
    kind: 'category',
    id: 'worst-alert',
    label: 'worst alert that fires',
    levels: ['none', ...severities].map(id => ({ id, label: id })),
    value: of => of.worstAlert,
  },
];
