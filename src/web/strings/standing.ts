const times = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const standingWords = {
  standing: {
    owner: (name: string) => `Given to ${name}`,
    snoozed: (until: string, by: string) => `Snoozed until ${until} by ${by}`,
    escalated: (to: string, by: string, at: string) => `Escalated to ${to} by ${by}, ${at}`,
    awaiting: (since: string, what: string | null) =>
      `Awaiting the provider for ${since}${what ? `: ${what}` : ''}`,
    nextTry: (at: string) => `Next try ${at}`,
    until: (at: string) => ` until ${at}`,
    review: (at: string) => `, to be asked again ${at}`,
    planned: (status: string, from: string) => `Planned: ${status} from ${from}.`,
  },
  line: {
    snoozed: (until: string) => `Snoozed until ${until}`,
    escalated: (to: string) => `Escalated: ${to}`,
    awaiting: (since: string) => `Awaiting provider ${since}`,
    tries: (count: number) => `${times(count, 'try', 'tries')}, nobody reached`,
    next: (at: string, isDue: boolean) => (isDue ? `Try again now (${at})` : `Next try ${at}`),
    risk: (rank: number, outOf: number) => `Risk ${rank} of ${outOf}`,
  },
  contacts: {
    title: 'Contacts',
    none: 'Nobody has tried to reach anybody yet.',
    failed: 'The contacts could not be loaded.',
    reached: 'Reached',
    incoming: 'Called us',
    notReached: (attempt: number) => `Not reached, try ${attempt}`,
    next: (at: string) => `next try ${at}`,
  },
  background: {
    title: (stays: number) => `Stays and visits (${stays})`,
    classes: { inpatient: 'Inpatient', emergency: 'Emergency', outpatient: 'Outpatient' },
    stay: (from: string, until: string) => (from === until ? from : `${from} – ${until}`),
    stillThere: (from: string) => `since ${from}, still there`,
    emergent: 'emergent',
  },
} as const;
