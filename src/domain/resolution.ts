export const resolutionDecisions = ['accept', 'correct', 'reassign', 'discard'] as const;
/** What a person decided of a suspect reading, or of one whose owner was unclear. */
export type ResolutionDecision = (typeof resolutionDecisions)[number];
