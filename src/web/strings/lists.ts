import type { ReplayReport } from '../../contract/ingest.ts';
import type { Measure, QualityFlag } from '../../contract/worklist-why.ts';
import type { ResolutionDecision } from '../../domain/resolution.ts';
import { counted } from './counted.ts';

export const listWords = {
  facts: {
    title: 'About this line',
    none: 'Move to a line (j, k) to see all about it.',
    confirmation: 'Readings',
    measured: 'Measured',
    doubt: 'Doubt',
    changed: 'Changed',
    lastContact: 'Last contact',
    nextTask: 'Next task',
    risk: 'Risk',
    days: 'Days sent',
    minutes: 'This month',
    against: (value: string | null, limit: string | null) =>
      [value ?? 'no reading decided', ...(limit === null ? [] : [`limit: ${limit}`])].join('; '),
    readings: ({ agree, of }: { agree: number; of: number }, isConfirmed: boolean) =>
      isConfirmed ? `confirmed, ${agree} of ${of}` : `unconfirmed, ${agree} of ${of}`,
    cameLate: (measured: string, arrived: string) => `${measured}, came ${arrived}`,
    contact: (who: string, channel: string, attempt: number | null) =>
      `${who}, ${channel.toLowerCase()}, ${attempt === null ? 'reached' : `not reached (try ${attempt})`}`,
    percentile: (percentile: number, rank: number, outOf: number) =>
      `above ${Math.round(percentile)} % of the panel (${rank} of ${outOf})`,
    stale: (what: string) => `old input: ${what}`,
    task: (title: string, time: string, isOverdue: boolean) =>
      isOverdue ? `${title}, overdue ${time}` : `${title}, in ${time}`,
    taskMark: (title: string, isOverdue: boolean) => (isOverdue ? `Overdue: ${title}` : `Next: ${title}`),
    taskOverdue: 'Overdue',
    wide: (days: number, of: number, minutes: number) => `${days}/${of} days · ${minutes} min`,
    stays: { planned: 'Admission planned', now: 'In hospital', past: 'Last stay' },
    stay: (kind: string, from: string, until: string | null) =>
      until === null ? `${kind} from ${from}` : `${kind} ${from} – ${until}`,
    daysOf: ({ days, of, within }: { days: number; of: number; within: number }) =>
      `${days} of ${of} needed in ${within} days`,
    minutesOf: ({ approvedSeconds, waitingSeconds }: { approvedSeconds: number; waitingSeconds: number }) =>
      `${Math.floor(approvedSeconds / 60)} min${waitingSeconds > 0 ? `, ${Math.ceil(waitingSeconds / 60)} min to approve` : ''}`,
    flags: {
      clock: 'device clock wrong',
      'no-time': 'no time sent',
      corrected: 'put right by a person',
      suspect: 'suspect',
      late: 'came late',
      unowned: 'owner was unknown',
    } satisfies Record<QualityFlag, string>,
    measures: {
      systolic: 'Systolic',
      diastolic: 'Diastolic',
      pulse: 'Pulse',
      glucose: 'Glucose',
      weight: 'Weight',
    } satisfies Record<Measure, string>,
    sparkEmpty: (name: string, days: number) => `${name}: no reading in ${days} days`,
    spark: (shown: {
      readonly name: string;
      readonly days: number;
      readonly unit: string;
      readonly missing: number;
      readonly low: string;
      readonly high: string;
      readonly last: string;
      readonly limits: readonly string[];
    }) =>
      `${shown.name}, ${shown.days} days: ${shown.low} to ${shown.high}, last ${shown.last} ${shown.unit}; ` +
      `${shown.missing === 0 ? 'no day missed' : `${counted(shown.missing, 'day', 'days')} without`}` +
      `${shown.limits.length === 0 ? '' : `; limits ${shown.limits.join(', ')}`}`,
  },
  bulk: {
    label: 'Chosen lines',
    chosen: (count: number) => `${counted(count, 'line', 'lines')} chosen`,
    choose: (name: string) => `Choose ${name}`,
    acknowledge: 'Acknowledge all',
    clear: 'Choose none',
    done: (count: number) => `${counted(count, 'line', 'lines')} acknowledged.`,
  },
  saved: {
    label: 'Saved view',
    none: 'No saved view',
    manage: 'Views…',
    title: 'Views of the worklist',
    name: 'Name of this view',
    share: 'Everybody may use it',
    save: 'Save what is filtered now',
    saved: (name: string) => `“${name}” is saved.`,
    removed: (name: string) => `“${name}” is removed.`,
    remove: 'Delete',
    removeNamed: (name: string) => `Delete ${name}`,
    by: (name: string) => `shared by ${name}`,
    own: 'yours',
    ownShared: 'yours, shared',
    close: 'Close',
    empty: 'No view is saved yet.',
  },
  whose: {
    title: 'Whose reading?',
    count: (count: number, more: boolean) =>
      `${counted(count, 'reading', 'readings')}${more ? ', more below' : ''}`,
    empty:
      'Every reading has its patient. A reading waits here when its device is known and its owner is not.',
    severe: 'Severe',
    file: (name: string) => `File to ${name}`,
    other: 'Other patient…',
    otherTitle: 'File this reading to',
    discard: 'Discard…',
    noCandidate: 'Nobody held this device then',
    filed: (name: string, at: string) => `Filed to ${name} at ${at}.`,
    where: (device: string, slot: string | null) => (slot ? `${device}, slot ${slot}` : device),
  },
  suspect: {
    title: 'Suspect readings',
    count: (count: number, more: boolean) =>
      `${counted(count, 'reading', 'readings')}${more ? ', more below' : ''}`,
    empty:
      'No reading is in doubt. A reading that cannot be true as it stands waits here, unjudged, for a person.',
    accept: 'It is right',
    correct: 'Correct…',
    reassign: 'Another patient…',
    reassignTitle: 'Give this reading to',
    discard: 'Discard…',
    correctTitle: 'What was it really?',
    saveCorrection: 'Save and judge it',
    accepted: (at: string) => `Accepted and judged at ${at}.`,
    corrected: (at: string) => `Corrected and judged at ${at}.`,
    reassigned: (name: string, at: string) => `Given to ${name} at ${at}.`,
    measured: (at: string) => `measured ${at}`,
    sent: (value: string) => `sent as ${value}`,
  },
  values: {
    systolicMmHg: 'Systolic (mmHg)',
    diastolicMmHg: 'Diastolic (mmHg)',
    pulsePerMin: 'Pulse (per min)',
    glucoseMgDl: 'Glucose (mg/dL)',
    glucoseMmolL: 'Glucose (mmol/L)',
    weightKg: 'Weight (kg)',
  },
  discard: {
    title: 'Discard this reading',
    note: 'Why? It is kept, and never judged.',
    submit: 'Discard',
    done: (at: string) => `Discarded at ${at}.`,
  },
  resolutions: {
    title: (count: number) => `Readings decided by a person (${count})`,
    change: 'Change…',
    wrong: 'Wrong? Change…',
    open: (name: string) => `Open ${name}`,
    changeTitle: (value: string, name: string) => `${value} of ${name}: what is it really?`,
    decisions: {
      accept: 'Accepted',
      correct: 'Corrected',
      reassign: 'Filed',
      discard: 'Discarded',
    } satisfies Record<ResolutionDecision, string>,
  },
  rejected: {
    title: 'Rejected messages',
    count: (groups: number, messages: number) =>
      `${counted(messages, 'message', 'messages')} for ${counted(groups, 'reason', 'reasons')}`,
    empty: 'Nothing was rejected. A message that cannot be read as a reading waits here with its bytes.',
    reasons: {
      'unknown-topic': 'The topic is none of ours',
      'unknown-channel': 'The channel is not known',
      'unknown-device': 'The device is not known',
      'too-big': 'The message is too big',
      'not-json': 'The message is not JSON',
      'not-an-object': 'The message is not one object',
      'field-missing': 'A field is missing',
      'field-wrong': 'A field is wrong',
      'unit-missing': 'The unit is missing',
      'unit-wrong': 'The unit is wrong',
      'time-wrong': 'The time is wrong',
      failed: 'Vigil failed to take it in',
    } as Readonly<Record<string, string>>,
    channel: (channel: string | null) => channel ?? 'no channel',
    field: (field: string) => `field ${field}`,
    times: (messages: number, times: number, devices: number) =>
      `${counted(messages, 'message', 'messages')}, came ${counted(times, 'time', 'times')}, ${counted(devices, 'device', 'devices')}`,
    last: (at: string) => `last ${at}`,
    replayAll: (count: number) => (count === 1 ? 'Replay it' : `Replay all ${count}`),
    discardAll: (count: number) => (count === 1 ? 'Discard it' : `Discard all ${count}`),
    replay: 'Replay',
    discard: 'Discard',
    showBytes: 'Show bytes',
    hideBytes: 'Hide bytes',
    cut: 'Only the first part was kept.',
    notText: 'Not text; byte by byte:',
    confirmReplay: (count: number) =>
      `Replay ${counted(count, 'message', 'messages')}? Each is read anew; what is good becomes a reading and is judged, or waits under “Whose reading?” if nobody held the device then.`,
    confirmDiscard: (count: number) =>
      `Discard ${counted(count, 'message', 'messages')}? The bytes are kept, but nobody is asked again.`,
    yes: 'Yes',
    no: 'No',
    replayed: (at: string) => `Replayed at ${at}.`,
    discarded: (at: string) => `Discarded at ${at}.`,
    replayReport: ({ tried, replayed, unowned, rejectedAgain, left }: ReplayReport) =>
      [
        `${replayed} of ${tried} became readings`,
        ...(unowned > 0 ? [`${unowned} of them wait under “Whose reading?”`] : []),
        `${rejectedAgain} rejected again`,
        `${left} of this group still wait.`,
      ].join('; '),
    discardReport: (count: number) => `${counted(count, 'message', 'messages')} discarded.`,
    messagesFailed: 'The messages could not be loaded.',
    again: 'Rejected again: see its reason.',
    seen: (times: number, at: string) => `${counted(times, 'time', 'times')}, last ${at}`,
  },
} as const;
