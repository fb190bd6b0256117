import type { ReplayReport } from '../../contract/ingest.ts';
import type { ResolutionDecision } from '../../domain/resolution.ts';

const things = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const listWords = {
  whose: {
    title: 'Whose reading?',
    count: (count: number, more: boolean) =>
      `${things(count, 'reading', 'readings')}${more ? ', more below' : ''}`,
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
      `${things(count, 'reading', 'readings')}${more ? ', more below' : ''}`,
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
      `${things(messages, 'message', 'messages')} for ${things(groups, 'reason', 'reasons')}`,
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
      `${things(messages, 'message', 'messages')}, came ${things(times, 'time', 'times')}, ${things(devices, 'device', 'devices')}`,
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
      `Replay ${things(count, 'message', 'messages')}? Each is read anew; what is good becomes a reading and is judged, or waits under “Whose reading?” if nobody held the device then.`,
    confirmDiscard: (count: number) =>
      `Discard ${things(count, 'message', 'messages')}? The bytes are kept, but nobody is asked again.`,
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
    discardReport: (count: number) => `${things(count, 'message', 'messages')} discarded.`,
    messagesFailed: 'The messages could not be loaded.',
    again: 'Rejected again: see its reason.',
    seen: (times: number, at: string) => `${things(times, 'time', 'times')}, last ${at}`,
  },
} as const;
