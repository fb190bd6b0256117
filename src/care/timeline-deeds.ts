import { and, desc, eq, inArray, notInArray } from 'drizzle-orm';
import { alertTitle } from '../alerts/sources.ts';
import type { ItemVerb } from '../domain/contact.ts';
import type { Row } from '../worklist/rows.ts';
import { didTo } from '../worklist/verb.ts';
import type { SourceRead, TimelineSource } from './timeline-source.ts';

/** They make a row that tells more. */
const toldElsewhere: readonly ItemVerb[] = ['note', 'log-contact'];

/** What was said of each alert by those who closed items: by deed. */
const saidWith = async ({ reader, t }: SourceRead, deeds: readonly Row<'deed'>[]) => {
  const ids = deeds.filter(deed => deed.verb === 'close').flatMap(deed => deed.made);
  if (ids.length === 0) return new Map<string, string>();
  const rows = await reader
    .select({
      id: t.alertReview.id,
      verdict: t.alertReview.verdict,
      action: t.alertReview.action,
      ruleId: t.alert.ruleId,
    })
    .from(t.alertReview)
    .innerJoin(t.alert, eq(t.alert.id, t.alertReview.alertId))
    .where(inArray(t.alertReview.id, ids));
  return new Map(
    rows.map(r => [r.id, `${alertTitle(r.ruleId)}: ${r.verdict}, ${r.action.replaceAll('-', ' ')}`]),
  );
};

const titleOf = ({ verb, undoneAt }: Row<'deed'>): string => {
  const did = didTo[verb];
  const title = `${did.charAt(0).toUpperCase()}${did.slice(1)} the item`;
  return undoneAt === null ? title : `${title} (taken back)`;
};

const contactTitle = ({ incoming, reached, who, channel, attempt }: Row<'contact'>): string => {
  if (incoming) return `The ${who} called, by ${channel}`;
  return `${reached ? 'Reached' : 'Did not reach'} the ${who} by ${channel} (attempt ${attempt})`;
};

export const deedSources: readonly TimelineSource[] = [
  {
    name: 'deed',
    kind: 'deed',
    read: async from => {
      const { reader, t, patient, behind, limit } = from;
      const { patientId, at, id, verb } = t.deed;
      const rows = await reader
        .select()
        .from(t.deed)
        .where(and(eq(patientId, patient.id), notInArray(verb, [...toldElsewhere]), behind(at, id)))
        .orderBy(desc(at), desc(id))
        .limit(limit);
      const said = await saidWith(from, rows);
      return rows.map(deed => {
        const told = deed.made.flatMap(made => said.get(made) ?? []);
        return {
          ...{ at: deed.at, id: deed.id, title: titleOf(deed), by: deed.by },
          detail: told.length > 0 ? told.join('; ') : null,
          ref: { type: 'worklist-item', id: deed.itemId },
        };
      });
    },
  },
  {
    name: 'note',
    kind: 'note',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, at, id } = t.worklistNote;
      const rows = await reader
        .select()
        .from(t.worklistNote)
        .where(and(eq(patientId, patient.id), behind(at, id)))
        .orderBy(desc(at), desc(id))
        .limit(limit);
      return rows.map(note => ({
        ...{ at: note.at, id: note.id, title: 'Note', detail: note.text, by: note.by },
        ref: { type: 'worklist-item', id: note.itemId },
      }));
    },
  },
  {
    name: 'contact',
    kind: 'contact',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, at, id } = t.contact;
      const rows = await reader
        .select()
        .from(t.contact)
        .where(and(eq(patientId, patient.id), behind(at, id)))
        .orderBy(desc(at), desc(id))
        .limit(limit);
      return rows.map(c => ({
        ...{ at: c.at, id: c.id, detail: c.note, by: c.by, ref: { type: 'contact', id: c.id } },
        title: contactTitle(c),
      }));
    },
  },
  {
    name: 'provider-answered',
    kind: 'provider',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, answeredAt, id } = t.providerRequest;
      const rows = await reader
        .select()
        .from(t.providerRequest)
        .where(and(eq(patientId, patient.id), behind(answeredAt, id)))
        .orderBy(desc(answeredAt), desc(id))
        .limit(limit);
      return rows.map(r => ({
        ...{ at: r.answeredAt ?? r.askedAt, id: r.id, detail: r.answer, by: r.answeredBy },
        title: `Provider on ${r.kind.replaceAll('-', ' ')}: ${r.decision ?? 'answered'}`,
        ref: { type: 'provider-request', id: r.id },
      }));
    },
  },
  {
    name: 'provider-asked',
    kind: 'provider',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, askedAt, id } = t.providerRequest;
      const rows = await reader
        .select()
        .from(t.providerRequest)
        .where(and(eq(patientId, patient.id), behind(askedAt, id)))
        .orderBy(desc(askedAt), desc(id))
        .limit(limit);
      return rows.map(r => ({
        ...{ at: r.askedAt, id: r.id, detail: r.asked, by: r.askedBy },
        title: `Asked ${r.provider ?? 'a provider'}: ${r.kind.replaceAll('-', ' ')}`,
        ref: { type: 'provider-request', id: r.id },
      }));
    },
  },
];
