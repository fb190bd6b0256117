import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { actorName } from '../domain/actor.ts';
import { contactChannels, contactedParties } from '../domain/contact.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { instantAhead, isoTime } from './ahead.ts';
import { seenVersion } from './deed.ts';
import type { ContactRow, Row } from './rows.ts';
import type { VerbDeps } from './verb.ts';

export const contactInput = z.strictObject({
  who: z.enum(contactedParties),
  channel: z.enum(contactChannels),
  reached: z.boolean(),
  note: z.string().trim().max(4_000).optional(),
  /** when to try again: at most 14 days ahead, and only if nobody was reached */
  nextTryAt: isoTime.optional(),
  /** a task that this contact fulfils; only if somebody was reached */
  taskId: z.string().optional(),
  /** they called: whoever calls may be listened to without consent, and the note says that there was none */
  incoming: z.literal(true).optional(),
  version: seenVersion,
});
export type ContactInput = z.infer<typeof contactInput>;

type PatientRow = Row<'patient'>;

const hasConsent = ({ caregiver, caregiverConsent }: PatientRow): boolean =>
  caregiver !== null && caregiverConsent === true;

/** An attempt alone may leave a message with somebody who must not have it: without consent it is refused too. */
const refuseWithoutConsent = (patient: PatientRow, { who, incoming }: ContactInput): void => {
  if (who !== 'caregiver' || incoming || hasConsent(patient)) return;
  const { caregiver } = patient;
  throw new AppError(
    'not-allowed-now',
    caregiver === null
      ? 'no caregiver is on file'
      : 'the patient has not consented to contact with the caregiver',
    {
      field: caregiver === null ? 'caregiver' : 'caregiverConsent',
      remedy:
        "record the caregiver and the patient's consent (caregiverConsent) before the caregiver is contacted",
    },
  );
};

/** What is kept as the note of a contact; of a caregiver who called without consent it begins with that there was none. */
const noteOf = (patient: PatientRow, { note, who, incoming }: ContactInput): string | null => {
  if (!incoming || who !== 'caregiver' || hasConsent(patient)) return note || null;
  return ['No consent is on file.', note].filter(Boolean).join(' ');
};

/** Whoever called us was reached. @throws AppError bad-request */
const refuseMissedCall = ({ incoming, reached }: ContactInput): void => {
  if (!incoming || reached) return;
  throw new AppError('bad-request', 'reached: whoever called us was reached', {
    field: 'reached',
    remedy: 'say reached: true; write a note about a call that was missed, and log the attempt to call back',
  });
};

const nextTryOf = ({ nextTryAt, reached }: ContactInput, at: number): number | null => {
  if (nextTryAt === undefined) return null;
  if (!reached) return instantAhead('nextTryAt', nextTryAt, at);
  throw new AppError('bad-request', 'nextTryAt belongs to an attempt that reached nobody', {
    field: 'nextTryAt',
    remedy: 'leave nextTryAt out, or say reached: false',
  });
};

const attemptNumber = async ({ store: { db, t } }: VerbDeps, patientId: string): Promise<number> => {
  const [last] = await db
    .select()
    .from(t.contact)
    .where(eq(t.contact.patientId, patientId))
    .orderBy(desc(t.contact.at), desc(t.contact.attempt))
    .limit(1);
  return last === undefined || last.reached ? 1 : last.attempt + 1;
};

/** Keeps an attempt to reach somebody, inside a transaction. @throws AppError bad-request, not-allowed-now */
export const addContact = async (
  deps: VerbDeps,
  patient: PatientRow,
  itemId: string | null,
  input: ContactInput,
): Promise<ContactRow> => {
  const { store, actor, at } = deps;
  refuseMissedCall(input);
  refuseWithoutConsent(patient, input);
  const { incoming = false } = input;
  const contact: ContactRow = {
    id: newId('con'),
    patientId: patient.id,
    itemId,
    attempt: incoming ? 0 : await attemptNumber(deps, patient.id),
    who: input.who,
    channel: input.channel,
    reached: input.reached,
    incoming,
    note: noteOf(patient, input),
    nextTryAt: nextTryOf(input, at),
    by: actorName(actor),
    at,
  };
  await store.db.insert(store.t.contact).values(contact);
  return contact;
};
