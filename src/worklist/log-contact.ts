import { and, eq } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { isOpenItem } from '../db/partial.ts';
import { alignTaskAlert } from '../pathways/align-task-alert.ts';
import { completeByContact } from '../pathways/complete-by-contact.ts';
import { findPatient } from '../roster/patients.ts';
import { addContact, type ContactInput } from './contact-row.ts';
import { type Deed, perform } from './deed.ts';
import type { ContactRow, ItemRow } from './rows.ts';
import { conflictOn, fetchItem, isAsSeen, type VerbDeps } from './verb.ts';

const patientOf = ({ store: { db, t } }: VerbDeps, id: string) => findPatient({ reader: db, t }, id);

const auditDetail = ({ id, who, channel, reached, incoming, attempt }: ContactRow) => ({
  contactId: id,
  who,
  channel,
  reached,
  incoming,
  attempt,
});

const deedOf = (contact: ContactRow, { taskId }: ContactInput): Deed => ({
  verb: 'log-contact',
  fields: { nextTryAt: contact.nextTryAt },
  made: [contact.id, ...(taskId === undefined ? [] : [taskId])],
  detail: auditDetail(contact),
  tells: [{ kind: 'contact.logged', subjectId: contact.id }],
});

/** An attempt that belongs to no item is told of by itself. */
const tellAlone = async ({ store, actor, at }: VerbDeps, contact: ContactRow): Promise<void> => {
  const { patientId } = contact;
  await recordAudit(store, {
    at,
    actor,
    action: 'patient.log-contact',
    subject: { type: 'patient', id: patientId },
    patientId,
    detail: auditDetail(contact),
  });
  await emit(store, { at, kind: 'contact.logged', patientId, itemId: null, subjectId: contact.id });
};

/** Keeps a contact, about an item where there is one, and with it the task that it fulfils. */
const keep = async (
  deps: VerbDeps,
  patientId: string,
  item: ItemRow | undefined,
  input: ContactInput,
): Promise<ContactRow> => {
  const patient = await patientOf(deps, patientId);
  const contact = await addContact(deps, patient, item?.id ?? null, input);
  if (input.taskId !== undefined) await completeByContact(deps, input.taskId, contact);
  if (item) await perform(deps, item, deedOf(contact, input));
  else await tellAlone(deps, contact);
  if (input.taskId !== undefined) await alignTaskAlert(deps.store, patient.id, deps.at);
  return contact;
};

/**
 * Logs an attempt to reach somebody about an open item. It is an attempt, whatever came of it: nobody else's change
 * makes it untrue, so the version seen does not matter. @throws AppError not-found, conflict, bad-request, not-allowed-now
 */
export const logContact = (deps: VerbDeps, itemId: string, input: ContactInput): Promise<void> =>
  deps.store.write(async () => {
    const item = await fetchItem(deps, itemId);
    if (!isAsSeen(item, undefined)) throw await conflictOn(deps, item);
    await keep(deps, item.patientId, item, input);
  });

const openItemOf = async (
  { store: { db, t } }: VerbDeps,
  patientId: string,
): Promise<ItemRow | undefined> => {
  const [item] = await db
    .select()
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, patientId), isOpenItem(t.worklistItem)));
  return item;
};

/**
 * Logs an attempt to reach somebody about a patient, for the open item if there is one.
 * @throws AppError not-found, bad-request, not-allowed-now
 */
export const logPatientContact = (deps: VerbDeps, id: string, input: ContactInput): Promise<ContactRow> =>
  deps.store.write(async () => {
    const { id: patientId } = await patientOf(deps, id);
    return keep(deps, patientId, await openItemOf(deps, patientId), input);
  });
