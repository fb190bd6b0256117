import type { Rule } from '../../domain/rule.ts';
import type { LimitsTimeline, RuleSet } from '../../domain/rule-set.ts';
import { rules as catalogue } from '../../rules/catalogue.ts';
import { type Proposal, propose } from '../../rules/proposal.ts';
import { referenceSets } from '../../rules/reference/reference-sets.ts';

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

/** The shipped rules (as a proposal over each program's set would have them) and the two reference sets. */
export const judgedSets = (proposal: Proposal | null): readonly JudgedSet[] => [
  { name: 'default', rules: catalogue, timelineOf: proposal ? proposed(proposal) : t => t },
  ...Object.entries(referenceSets).map(([name, rules]) => ({ name, rules, timelineOf: asShipped })),
];
