import { text } from '../../strings.ts';
import type { DeedName } from '../deeds.ts';
import type { FormSpec } from '../form-spec.ts';
import { assignForm } from './assign.ts';
import { editForm } from './edit.ts';
import { escalateForm } from './escalate.ts';
import { logContactForm } from './log-contact.ts';
import { oneText } from './one-text.ts';
import { snoozeForm } from './snooze.ts';
import { statusForm } from './status.ts';

const { forms } = text;

/** The forms that are data; closing has its own fields, one set an alert. */
export const formSpecs: readonly FormSpec[] = [
  assignForm,
  snoozeForm,
  escalateForm,
  logContactForm,
  statusForm,
  editForm,
  oneText({ deed: 'note', name: 'text', label: forms.note, required: true, max: 4000 }),
  oneText({
    deed: 'await-provider',
    name: 'what',
    label: forms.awaitWhat,
    required: true,
    max: 1000,
  }),
  oneText({
    deed: 'provider-answered',
    name: 'answer',
    label: forms.answer,
    required: false,
    max: 4000,
  }),
  oneText({ deed: 'reopen', name: 'why', label: forms.reopenWhy, required: false, max: 1000 }),
];

export const specOf = (deed: DeedName): FormSpec | undefined => formSpecs.find(spec => spec.deed === deed);
