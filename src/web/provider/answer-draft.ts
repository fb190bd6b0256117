import { type ProviderDecision, providerDecisions } from '../../domain/provider-request.ts';

export type AnswerDraft = { readonly decision: string; readonly answer: string };

export const emptyAnswer: AnswerDraft = { decision: '', answer: '' };

export type AnswerBody = {
  readonly decision: ProviderDecision;
  readonly answer?: string;
  readonly version: number;
};

/** The request body; null while there is no decision, or words are missing for one that needs them. */
export const answerBody = (draft: AnswerDraft, version: number): AnswerBody | null => {
  const decision = providerDecisions.find(each => each === draft.decision);
  const answer = draft.answer.trim();
  if (decision === undefined || (decision !== 'approved' && answer === '')) return null;
  return { decision, version, ...(answer !== '' && { answer }) };
};
