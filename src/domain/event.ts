/** What the outbox tells of, and in one sentence when. Events hold ids only: whoever hears one fetches what changed. */
export const eventKinds = {
  'worklist-item.opened': 'a patient came onto the worklist',
  'worklist-item.changed': 'an open item, its alerts or what people said of it changed',
  'worklist-item.closed': 'an item left the worklist',
  'worklist-item.escalated': 'a person escalated an item to a role or a person',
  'alert.changed': 'an alert that is not on the worklist changed: it waits for a repeat, or waited in vain',
  'page.sent': 'a person was told of something urgent that nobody had taken up, or nobody was on to be told',
  'handoff.changed': 'open items were handed to another person, who accepts, declines, or lets them wait',
  'incident.changed': 'a gateway fell silent, a queue was left alone, or that is over',
  'rule-set.activated': "a program's limits or rules have a new version",
  'backtest.changed': 'a back-test went on, or is done',
  'patient.changed': 'a patient, a device held, the monitoring status, stays or diagnoses changed',
  'task.changed': 'a care task was started, moved, done or cancelled',
  'symptoms.changed': 'symptoms were asked after and recorded, or a record of them was withdrawn',
  'minutes.changed': 'time spent on a patient was entered, approved or discarded',
  'provider-request.changed':
    'a provider was asked something about a patient, or answered, or need not any more',
  'contact.logged': 'somebody tried to reach a patient, a caregiver or a provider',
  'reading.suspect': 'a reading came that no rule may judge until a person has looked at it',
  'reading.unowned': 'a reading came whose owner is not known',
  'reading.resolved': 'a person decided what a reading is, or whose',
  'message.rejected': 'a message came that is no reading',
  'message.resolved': 'a rejected message was replayed or discarded',
  'risk.changed': 'the ranking of a program by risk was computed anew',
} as const;
export type EventKind = keyof typeof eventKinds;
