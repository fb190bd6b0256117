export const contactedParties = ['patient', 'caregiver', 'provider'] as const;
export type ContactedParty = (typeof contactedParties)[number];

export const contactChannels = ['phone', 'video', 'message', 'in-person'] as const;
export type ContactChannel = (typeof contactChannels)[number];

export const escalationRoles = ['lead', 'provider', 'on-call'] as const;
/** To whom an item may be escalated besides a person named. */
export type EscalationRole = (typeof escalationRoles)[number];

export const itemVerbs = [
  'acknowledge',
  'assign',
  'snooze',
  'escalate',
  'await-provider',
  'provider-answered',
  'note',
  'log-contact',
  'close',
  'reopen',
] as const;
/** What a person may do to a worklist item, and take back within ten seconds. */
export type ItemVerb = (typeof itemVerbs)[number];
