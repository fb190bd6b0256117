import type { ContactChannel, ContactedParty, EscalationRole } from '../../domain/contact.ts';
import type { MonitoringStatus } from '../../domain/monitoring.ts';

type DeedWords = {
  readonly label: string;
  readonly title: string;
  readonly submit: string;
  /** in the past, as a toast and the history say it */
  readonly past: string;
  readonly done: (at: string) => string;
};

const deed = (label: string, title: string, submit: string, past: string, done: string): DeedWords => ({
  label,
  title,
  submit,
  past,
  done: at => `${done} at ${at}.`,
});

export const verbWords = {
  deeds: {
    acknowledge: deed('Acknowledge', '', '', 'Acknowledged', 'Acknowledged'),
    assign: deed('Assign', 'Whose line is it?', 'Assign', 'Assigned', 'Assigned'),
    snooze: deed('Snooze', 'Snooze this line', 'Snooze', 'Snoozed', 'Snoozed'),
    escalate: deed('Escalate', 'Escalate this line', 'Escalate', 'Escalated', 'Escalated'),
    'await-provider': deed(
      'Await provider',
      'Await the provider’s answer',
      'Await answer',
      'Provider asked',
      'Marked as awaiting the provider',
    ),
    'provider-answered': deed(
      'Provider answered',
      'The provider answered',
      'Save answer',
      'Provider answered',
      'Answer saved',
    ),
    note: deed('Note', 'Add a note', 'Save note', 'Note written', 'Note saved'),
    'log-contact': deed('Contact', 'Log a contact', 'Save contact', 'Contact logged', 'Contact saved'),
    close: deed('Close', 'Close this line', 'Close line', 'Closed', 'Closed'),
    reopen: deed('Reopen', 'Reopen this line', 'Reopen line', 'Reopened', 'Reopened'),
    status: deed(
      'Status',
      'How is the patient watched?',
      'Change status',
      'Status changed',
      'Status changed',
    ),
    edit: deed('Edit details', 'Contacts and details', 'Save details', 'Details changed', 'Details saved'),
  },
  undo: {
    undo: 'Undo',
    seconds: (left: number) => `${left} s`,
    spoken: (past: string, name: string) => `${past}: ${name}. Press u to undo.`,
    done: (at: string) => `Taken back at ${at}.`,
  },
  refused: {
    title: (name: string) => `Not saved for ${name}:`,
    show: 'Open',
    dismiss: 'Dismiss',
  },
  roles: {
    lead: 'Program lead',
    provider: 'Provider',
    'on-call': 'On call',
  } satisfies Record<EscalationRole, string>,
  parties: {
    patient: 'Patient',
    caregiver: 'Caregiver',
    provider: 'Provider',
  } satisfies Record<ContactedParty, string>,
  channels: {
    phone: 'Phone',
    video: 'Video',
    message: 'Message',
    'in-person': 'In person',
  } satisfies Record<ContactChannel, string>,
  statuses: {
    learning: 'Learning',
    active: 'Active',
    away: 'Away',
    'in-hospital': 'In hospital',
    ended: 'Ended',
  } satisfies Record<MonitoringStatus, string>,
  when: {
    moments: {
      'in-1-hour': 'In 1 h',
      'in-4-hours': 'In 4 h',
      'this-afternoon': 'This afternoon',
      'tomorrow-morning': 'Tomorrow 08:00',
      'in-3-days': 'In 3 days',
    },
    own: 'Own time',
    ownLabel: 'Your time',
    there: (time: string) => `(${time} for the patient)`,
  },
  forms: {
    quickClose: {
      label: 'Same for all alerts',
      help: '1 to 5 choose, Enter closes the line.',
    },
    note: 'Note',
    awaitWhat: 'What was asked?',
    answer: 'What did the provider say?',
    reopenWhy: 'Why is it reopened?',
    assign: {
      to: 'Give it to',
      me: 'Me',
      person: 'Somebody else',
      nobody: 'Nobody',
      name: 'Name',
      alreadyMine: 'it is yours',
      alreadyNobody: 'it has no owner',
    },
    snooze: {
      until: 'Quiet until',
      reason: 'Reason (optional)',
      hint: 'It comes back by itself then, and at once if anything is new, worse or critical.',
      critical: 'A critical alert cannot be snoozed. Review it and close the line, or escalate it.',
    },
    escalate: {
      to: 'Escalate to',
      person: 'A person',
      name: 'Name',
      why: 'Why?',
    },
    contact: {
      who: 'Who?',
      channel: 'How?',
      reached: 'Reached?',
      yes: 'Reached',
      no: 'Not reached',
      note: 'What was said, or left as a message',
      nextTry: 'Try again',
      noNextTry: 'No time set',
      noConsent: 'no consent to talk to the caregiver',
      noCaregiver: 'no caregiver on file',
    },
    status: {
      status: 'Status',
      from: 'From (optional)',
      fromHelp: 'Empty: from now. Your time.',
      resumesAt: 'Active again on',
      reviewAt: 'Ask again on',
      reason: 'Reason',
      effects: {
        learning: 'No baseline yet: only fixed limits tell, until the day given.',
        active: 'All rules watch.',
        away: 'Missed readings stay silent until the day given; everything else still tells.',
        'in-hospital':
          'Readings are kept and home rules pause; a critical finding still tells. Somebody must ask again.',
        ended: 'Nothing tells any more, not even a critical reading.',
      } satisfies Record<MonitoringStatus, string>,
    },
    edit: {
      fields: {
        phone: 'Phone',
        language: 'Language',
        caregiver: 'Caregiver',
        caregiverPhone: 'Caregiver’s phone',
        caregiverConsent: 'Caregiver: consent given',
        emergencyContact: 'Emergency contact',
        emergencyPhone: 'Emergency phone',
        address: 'Address',
        provider: 'Provider',
        dryWeightKg: 'Dry weight (kg)',
        site: 'Site',
        tags: 'Tags',
      },
      consent: { unknown: 'Not known', yes: 'Yes', no: 'No' },
      tagsHelp: 'Separated by commas',
      nothingChanged: 'Nothing has been changed.',
      changedMeanwhile:
        'Somebody changed these details meanwhile. Fields that you have not touched show what is so now. Saving asks you once more.',
    },
  },
} as const;
