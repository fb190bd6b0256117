import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { deedOf, mayDo } from '../verbs/deeds.ts';
import type { FormContext } from '../verbs/form-spec.ts';
import { specOf } from '../verbs/forms/table.ts';
import { type FormProps, SpecForm } from '../verbs/spec-form.tsx';
import { type ItemHead, type Subject, subjectKey } from '../verbs/subject.ts';
import { CloseForm } from './close-form.tsx';

type Props = { desk: Desk; subject: Subject };

const peopleOf = (desk: Desk): string[] => {
  const items = desk.worklist.lines?.items ?? [];
  const names = items.flatMap(({ owner, acknowledgedBy }) => [owner, acknowledgedBy]);
  return [...new Set([...names, desk.actor.name])].filter(name => name !== null && name !== '') as string[];
};

/** Another person was faster: say who and when, and keep what was written. */
const changedBy = (item: ItemHead | null): string =>
  item?.state === 'closed'
    ? text.form.closedMeanwhile(item.closedBy ?? text.none, formatTime(item.closedAt ?? '', 'clock'))
    : text.form.changedMeanwhile;

/** Which version the details have, where the last deed on this patient was refused for an older one. */
const toldVersion = ({ verbs: { outcome } }: Desk, subject: Subject): string | null => {
  if (outcome?.ok !== false || outcome.about !== subjectKey(subject)) return null;
  const { field, conflict } = outcome.problem;
  return field === 'ifUpdatedAt' ? (conflict?.at ?? null) : null;
};

export const DeedForm = ({ desk, subject }: Props) => {
  const { form, verbs } = desk;
  const deed = form === null ? undefined : deedOf(form);
  if (!deed) return null;
  const context: FormContext = {
    subject,
    now: desk.now,
    actorName: desk.actor.name,
    people: peopleOf(desk),
    toldVersion: toldVersion(desk, subject),
  };
  const props: FormProps = {
    context,
    busy: verbs.busy,
    blocked: mayDo(deed, subject) ? null : changedBy(subject.item),
    onSend: (body, restore) => verbs.run(deed, subject, body, restore),
    onCancel: () => desk.setForm(null),
  };
  const spec = specOf(deed.name);
  if (spec) return <SpecForm key={deed.name} spec={spec} {...props} />;
  return subject.whole && <CloseForm item={subject.whole} {...props} />;
};
