import { lines } from './counted.ts';
export const attendanceWords = {
  pages: {
    told: (to: string, at: string) => `Told ${to} ${at}`,
    unanswered: 'not yet answered',
    failed: 'not delivered',
    answered: (by: string) => `answered by ${by}`,
    nobody: (at: string) => `Nobody could be told, ${at}`,
    unreachable: (to: string, at: string) => `${to} could not be told, ${at}`,
    held: (at: string) => `Unmonitored since ${at}: told when a shift begins`,
  },
  handoff: {
    give: 'Hand over…',
    title: 'Hand your lines over',
    to: 'To whom?',
    note: 'What she should know (optional)',
    submit: 'Hand over',
    given: (count: number, to: string) => `${lines(count)} handed to ${to}, who has yet to accept.`,
    offered: (from: string, count: number) => `${from} hands ${lines(count)} over to you.`,
    late: 'This should have been answered by now.',
    waits: (to: string, count: number, since: string) =>
      `${to} has not yet accepted ${lines(count)} of yours, since ${since}.`,
    accept: 'Accept',
    decline: 'Decline',
    accepted: (given: number, left: number) =>
      `${lines(given)} ${given === 1 ? 'is' : 'are'} yours now.${left > 0 ? ` ${lines(left)} had been closed or taken by others.` : ''}`,
    declined: (from: string) => `Declined: the lines stay with ${from}.`,
  },
  incidents: {
    label: 'What concerns many patients at once',
    kinds: { 'gateway-silent': 'Gateway silent', 'queue-unattended': 'Nobody works on a queue' },
    quiet: (patients: number) =>
      `Missed readings of ${patients} ${patients === 1 ? 'patient' : 'patients'} are quiet until it is heard again.`,
    over: (at: string) => `Over since ${at}.`,
    takenUp: (by: string) => `Acknowledged by ${by}.`,
    acknowledge: 'Acknowledge',
    close: 'Close',
    acknowledged: 'Acknowledged.',
    closed: 'Closed.',
  },
} as const;
