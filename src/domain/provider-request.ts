export const providerRequestKinds = ['medication-change', 'order', 'referral-signature', 'advice'] as const;
export type ProviderRequestKind = (typeof providerRequestKinds)[number];

export const providerDecisions = ['approved', 'declined', 'changed'] as const;
/** What a provider says; `changed`: approved otherwise than asked, as the answer says. */
export type ProviderDecision = (typeof providerDecisions)[number];

/**
 * How a request ended: by a decision, by an answer that a case manager wrote down without one, because it was needed no
 * more, or because the provider was asked something else instead.
 */
export const requestEnds = [...providerDecisions, 'answered', 'withdrawn', 'replaced'] as const;
export type RequestEnd = (typeof requestEnds)[number];
