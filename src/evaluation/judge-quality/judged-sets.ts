import type { Rule } from '../../domain/rule.ts';
import type { LimitsTimeline, RuleSet } from '../../domain/rule-set.ts';
import { rules as catalogue } from '../../rules/catalogue.ts';
import { type Proposal, propose } from '../../rules/proposal.ts';
import { referenceSets } from '../../rules/reference/reference-sets.ts';
import { scaled } from './scale-thresholds.ts';

/** A rule set that is judged. */
export type JudgedSet = {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** by what a patient is judged, from what her program says */
  readonly timelineOf: (timeline: LimitsTimeline) => LimitsTimeline;
};

const asShipped = (timeline: LimitsTimeline): LimitsTimeline => timeline.map(set => ({ ...set, rules: {} }));

const proposed =
  (proposal: Proposal) =>
  (timeline: LimitsTimeline): LimitsTimeline =>
    timeline.map(set => ({ ...set, ...(propose(set, proposal).data as RuleSet | undefined) }));

/** How far the thresholds of a curve lie from what is ordinary, against where they lie in the default set. */
export const curveScales = [0.7, 0.85, 1, 1.15, 1.3] as const;

export const scaledName = (scale: number): string => (scale === 1 ? 'default' : `default × ${scale}`);

const scaledSets = (timelineOf: JudgedSet['timelineOf']): readonly JudgedSet[] =>
  curveScales
    .filter(scale => scale !== 1)
    .map(scale => ({
      name: scaledName(scale),
      rules: catalogue,
      timelineOf: timeline => timelineOf(timeline).map(set => ({ ...set, ...scaled(set, scale) })),
    }));

/**
 * The shipped rules (as a proposal over each program's set would have them) and the two reference sets; for a curve also
 * the shipped rules with their thresholds nearer and farther.
 */
export const judgedSets = (proposal: Proposal | null, withCurve: boolean): readonly JudgedSet[] => {
  const timelineOf: JudgedSet['timelineOf'] = proposal ? proposed(proposal) : t => t;
  return [
    { name: 'default', rules: catalogue, timelineOf },
    ...Object.entries(referenceSets).map(([name, rules]) => ({ name, rules, timelineOf: asShipped })),
    ...(withCurve ? scaledSets(timelineOf) : []),
  ];
};
