import { and, eq, ne } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { findPatient } from '../roster/patients.ts';
import { addContact, type ContactInput } from './contact-row.ts';
import { type Deed, onOpenItem, perform } from './deed.ts';
import type { ContactRow, ItemRow } from './rows.ts';
import type { VerbDeps } from './verb.ts';

const patientOf = ({ store: { db, t } }: VerbDeps, id: string) => findPatient({ reader: db, t }, id);

const auditDetail = ({ id, who, channel, reached, attempt }: ContactRow) => ({
  contactId: id,
  who,
  channel,
  reached,
  attempt,
});

const deedOf = (contact: ContactRow): Deed => ({
  verb: 'log-contact',
  fields: { nextTryAt: contact.nextTryAt },
  made: [contact.id],
  detail: auditDetail(contact),
  tells: [{ kind: 'contact.logged', subjectId: contact.id }],
});

/**
 * Logs an attempt to reach somebody about an open item. It is an attempt, whatever came of it: nobody else's change
 * makes it untrue, so the version seen does not matter. @throws AppError not-found, conflict, bad-request, not-allowed-now
 */
export const logContact = (deps: VerbDeps, itemId: string, input: ContactInput): Promise<void> =>
  onOpenItem(deps, itemId, undefined, async item =>
    deedOf(await addContact(deps, await patientOf(deps, item.patientId), item.id, input)),
  );

const openItemOf = async (
  { store: { db, t } }: VerbDeps,
  patientId: string,
): Promise<ItemRow | undefined> => {
  const [item] = await db
    .select()
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, patientId), ne(t.worklistItem.state, 'closed')));
  return item;
};

/**
 * Logs an attempt to reach somebody about a patient, for the open item if there is one.
 * @throws AppError not-found, bad-request, not-allowed-now
 */
export const logPatientContact = (deps: VerbDeps, id: string, input: ContactInput): Promise<ContactRow> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const patient = await patientOf(deps, id);
    const item = await openItemOf(deps, patient.id);
    const contact = await addContact(deps, patient, item?.id ?? null, input);
    if (item) {
      await perform(deps, item, deedOf(contact));
      return contact;
    }
    const patientId = patient.id;
    await recordAudit(store, {
      at,
      actor,
      action: 'patient.log-contact',
      subject: { type: 'patient', id: patientId },
      patientId,
      detail: auditDetail(contact),
    });
    await emit(store, { at, kind: 'contact.logged', patientId, itemId: null, subjectId: contact.id });
    return contact;
  });
