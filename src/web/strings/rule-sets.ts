import { counted, lines, patients } from './counted.ts';
import { limitNames } from './limit-names.ts';

/** The lead's page of limits and their back-tests. */
export const ruleSetWords = {
  title: 'Rule sets',
  about:
    'Limits of a program, who changed them and on what grounds. A change is tried on the program’s own past first; nothing live changes until it is activated.',
  tabs: { versions: 'Versions', propose: 'Propose a change', tests: 'Back-tests' },
  versions: (program: string) => `Versions of ${program}, latest first`,
  inForce: 'In force',
  columns: { version: 'Version', from: 'From', by: 'By', grounds: 'Why', changed: 'What changed' },
  onTest: 'On a back-test:',
  showTest: 'show it',
  waiver: (why: string) => `Without a back-test: ${why}`,
  noGrounds: 'As it shipped',
  first: 'The first version',
  changed: {
    limit: (name: string, before: string, after: string) => `${name}: ${before} → ${after}`,
    rule: (id: string) => `rule ${id} set otherwise`,
    locks: 'locks for patients’ own limits',
    nothing: 'Nothing',
  },
  groups: {
    pressure: 'Blood pressure',
    pulse: 'Pulse',
    glucose: 'Glucose',
    weight: 'Weight',
    missed: 'Missed readings',
  },
  limits: limitNames,
  now: (value: string) => `now ${value}`,
  isChanged: (value: string) => `changed, now ${value}`,
  changes: (count: number) =>
    count === 0 ? 'Nothing is changed yet.' : `${counted(count, 'limit', 'limits')} changed.`,
  reset: 'Back to what is in force',
  overDays: 'Try it on',
  test: 'Back-test',
  started: 'The back-test runs.',
  missing: 'Every limit needs a number.',
  without: 'Activate without a back-test…',
  waiverLabel: 'Why without a back-test?',
  waiverHelp:
    'At least two words; it stands in the list of versions. It cannot switch off what is always urgent.',
  activate: (version: number) => `Activate as version ${version}`,
  activateTitle: (program: string) => `Change the limits of ${program}?`,
  activateHelp: 'They hold at once for every patient of the program without a limit of her own.',
  activated: (version: number, ended: number) =>
    ended === 0
      ? `Version ${version} is in force.`
      : `Version ${version} is in force; own settings of ${patients(ended)} ended.`,
  tests: (program: string) => `Latest back-tests of ${program}`,
  noTests: 'No back-test yet. Propose a change to run one.',
  testColumns: { at: 'Started', by: 'By', days: 'Days', state: 'State', show: 'Result' },
  states: { running: 'Running', done: 'Done', failed: 'Failed' },
  show: 'Show',
  showOf: (at: string) => `Show the back-test of ${at}`,
  progress: 'Progress',
  done: (percent: string) => `${percent} of the patients replayed`,
  why: (why: string) => `It failed: ${why}`,
  result: {
    title: (at: string) => `Back-test of ${at}`,
    basis: (patientCount: number, days: number, readings: number) =>
      `${patients(patientCount)}, ${days} days, ${readings.toLocaleString('en-GB')} readings of their own past.`,
    headline: (now: number, then: number, days: number) =>
      now === then
        ? `${lines(then)} in ${days} days, as many as now`
        : `${lines(then)} instead of ${now} in ${days} days`,
    figures: 'Under the rule set in force, and as proposed',
    columns: {
      what: 'What',
      now: 'Now',
      proposed: 'Proposed',
      perWeek: 'Per patient-week',
      lines: 'Lines',
    },
    items: 'Lines on the worklist',
    alerts: 'Alerts',
    admissions: 'Admissions with a line before',
    ofAdmissions: (caught: number, all: number) => `${caught} of ${all}`,
    perWeek: (now: string, then: string) => `${now} → ${then}`,
    lost: (count: number, real: number, acted: number) =>
      real === 0
        ? `${lines(count)} would not have come; people had closed none of them as real.`
        : `${lines(count)} would not have come: people had closed ${real} of them as real, and had acted on ${acted}.`,
    gained: (count: number) => `${lines(count)} would have come in addition.`,
    sameLines: 'The same lines would have come.',
    rules: 'Alerts by rule, where they differ',
    sameRules: 'No rule finds more or less than it did.',
    affected: 'Patients most concerned',
    notAffected: 'No patient would have had more or fewer.',
    contradicted: (count: number) =>
      `${patients(count)} ${count === 1 ? 'has a limit' : 'have limits'} of their own that contradict this. Change those first; it cannot be activated before.`,
    failures: (rule: string, count: number) => `${rule} failed for ${patients(count)}.`,
    older: (then: number, now: number) =>
      `It was compared with version ${then}; version ${now} is in force now. Back-test it again.`,
    changes: 'What it changes',
    sparse: 'It found no day with a patient to replay, so nothing can rest on it.',
  },
} as const;
