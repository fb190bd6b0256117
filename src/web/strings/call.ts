import type { minutesActivities, minutesStates } from '../../contract/minutes.ts';
import type { PauseReason } from '../call/timer.ts';

type Activity = (typeof minutesActivities)[number];

export const callWords = {
  call: (who: string, number: string) => `Call ${who}, ${number}`,
  bar: {
    label: 'Time spent',
    end: { call: 'End call', review: 'Stop', coordination: 'Stop' } satisfies Record<Activity, string>,
    pause: 'Pause',
    resume: 'Go on',
    paused: {
      hand: 'Paused',
      idle: 'Paused: no input for a minute',
      hidden: 'Paused: the page was hidden',
      elsewhere: 'Paused: another patient is open',
      asleep: 'Paused: the computer slept',
      reload: 'Paused: the page was loaded again',
      full: 'Paused: 4 hours are the most in one entry',
    } satisfies Record<PauseReason, string>,
    approve: 'Approve',
    later: 'Decide later',
    discard: 'Discard',
    time: 'Time to count',
    timeHelp: 'Minutes and seconds: 4:30',
    interactive: 'Spoke live with patient or caregiver',
  },
  told: {
    approved: (minutes: string) => `${minutes} approved.`,
    later: (minutes: string) => `${minutes} wait for your approval.`,
    discarded: 'Discarded: it does not count.',
    stopped: (minutes: string) => `The timer that ran before is stopped: ${minutes} wait for your approval.`,
  },
  activities: { review: 'Review', call: 'Call', coordination: 'Coordination' } satisfies Record<
    Activity,
    string
  >,
  minutes: {
    title: (month: string | null) => (month === null ? 'Minutes' : `Minutes, ${month}`),
    start: 'Start timer',
    byHand: 'Enter by hand…',
    all: 'All that waits…',
    allTitle: 'Your time that waits for approval',
    allNone: 'Nothing waits for your approval.',
    allMore: 'Show more',
    approved: 'Approved this month',
    approvedWords: (minutes: string, goal: string, waiting: string | null) =>
      `${minutes} of ${goal}${waiting === null ? '' : `, ${waiting} waiting`}`,
    days: 'Days with readings',
    daysWords: (days: number, of: number, within: number) =>
      `${days} of the ${of} needed, in the last ${within} days`,
    reaches: (codes: string) => `Reaches ${codes}.`,
    toNext: (minutes: string, code: string) => `${minutes} more for ${code}.`,
    needsInteractive: (code: string) => `${code} needs a live conversation.`,
    none: 'No time entered this month.',
    states: {
      running: 'Running',
      waiting: 'Waits for approval',
      approved: 'Approved',
      discarded: 'Discarded',
    } satisfies Record<(typeof minutesStates)[number], string>,
    live: 'live',
    approveOf: (minutes: string, at: string) => `Approve ${minutes} of ${at}`,
    discardOf: (minutes: string, at: string) => `Discard ${minutes} of ${at}`,
    form: ['Enter time by hand', 'Enter time'],
    fields: {
      startedAt: 'Began',
      minutes: 'How long?',
      activity: 'What was it?',
      interactive: 'Live with patient or caregiver?',
      note: 'What was done?',
    },
    yes: 'Yes',
    no: 'No',
    entered: 'Entered. It waits for your approval.',
  },
} as const;
