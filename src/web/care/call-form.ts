import { careWords } from '../strings/care.ts';
import type { FormContext } from '../verbs/form-spec.ts';
import { logContactForm } from '../verbs/forms/log-contact.ts';
import type { CareSpec } from './care-spec.ts';

const { tasks: words } = careWords;

/** The contact form for a task: whoever is reached has it done, an attempt is only kept. */
export const callForm = (taskId: string, context: FormContext): CareSpec => ({
  title: words.forms.call[0],
  submit: words.forms.call[1],
  start: { ...logContactForm.start?.(context) },
  fields: values => logContactForm.fields(values, context),
  body: values => {
    const body = logContactForm.body(values, context);
    if (body === null) return null;
    return values.reached === 'yes' ? { ...body, taskId } : body;
  },
});
