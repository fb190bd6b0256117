import type { ProviderDecision, ProviderRequestKind, RequestEnd } from '../../domain/provider-request.ts';
import { counted } from './counted.ts';

export const providerWords = {
  title: 'Awaits me',
  count: (open: number, overdue: number) =>
    `${counted(open, 'request', 'requests')}${overdue > 0 ? `, ${overdue} overdue` : ''}`,
  empty: 'Nothing awaits you.',
  emptyAnswered: 'Nothing has been answered yet.',
  show: 'Show',
  states: { open: 'Open', answered: 'Answered' },
  kinds: {
    'medication-change': 'Medication change',
    order: 'Order',
    'referral-signature': 'Signature of a referral',
    advice: 'Advice',
  } satisfies Record<ProviderRequestKind, string>,
  asked: (by: string, since: string) => `${by} asked ${since} ago`,
  due: (time: string) => `due in ${time}`,
  overdue: (time: string) => `overdue ${time}`,
  anyProvider: 'any provider',
  decisions: {
    approved: 'Approve',
    changed: 'Approve with a change',
    declined: 'Decline',
  } satisfies Record<ProviderDecision, string>,
  ends: {
    approved: 'Approved',
    changed: 'Approved with a change',
    declined: 'Declined',
    answered: 'Answered',
    withdrawn: 'Withdrawn',
    replaced: 'Asked anew',
  } satisfies Record<RequestEnd, string>,
  answeredBy: (end: string, by: string, at: string) => `${end} by ${by}, ${at}`,
  answer: 'Answer…',
  form: {
    title: (name: string) => `Answer for ${name}`,
    decision: 'Your decision',
    text: 'In words',
    textOptional: 'In words (optional)',
    missing: 'Choose a decision; what is declined or changed needs words.',
    submit: 'Send answer',
  },
  done: (end: string, name: string) => `${end}: ${name}.`,
} as const;
