import { inArray } from 'drizzle-orm';
import { asksForPerson, isSilenced } from '../alerts/attention.ts';
import { alertTitle } from '../alerts/sources.ts';
import type { AlertBody } from '../contract/alerts.ts';
import type { Store } from '../db/open.ts';
import { isoLocal, localDay, spokenDay } from '../domain/local-day.ts';
import { reviewsOf } from './reviews-of.ts';
import type { AlertRow, ReviewRow, Row } from './rows.ts';

/** What quiet alerts are quiet on account of, and the zones in which it is told. */
export type QuietGrounds = {
  readonly alerts: ReadonlyMap<string, Pick<AlertRow, 'ruleId' | 'severity'>>;
  readonly reviews: ReadonlyMap<string, ReviewRow>;
  readonly incidents: ReadonlyMap<string, Row<'incident'>>;
  readonly zones: ReadonlyMap<string, string>;
};

const none: QuietGrounds = {
  alerts: new Map(),
  reviews: new Map(),
  incidents: new Map(),
  zones: new Map(),
};

/** Loads what is needed to say why alerts are quiet: a handful of queries for all of them, none where none is. */
export const quietGrounds = async (
  deps: Pick<Store, 'reader' | 't'>,
  alerts: readonly AlertRow[],
): Promise<QuietGrounds> => {
  const { reader, t } = deps;
  const quiet = alerts.filter(a => a.quietBy !== null);
  if (quiet.length === 0) return none;
  const ids = [...new Set(quiet.flatMap(a => a.quietFor ?? []))];
  const patientIds = [...new Set(quiet.map(a => a.patientId))];
  const { id, ruleId, severity } = t.alert;
  const [speakers, reviews, incidents, zones] = await Promise.all([
    reader.select({ id, ruleId, severity }).from(t.alert).where(inArray(id, ids)),
    reviewsOf(deps, ids),
    reader.select().from(t.incident).where(inArray(t.incident.id, ids)),
    reader
      .select({ id: t.patient.id, timeZone: t.patient.timeZone })
      .from(t.patient)
      .where(inArray(t.patient.id, patientIds)),
  ]);
  return {
    alerts: new Map(speakers.map(a => [a.id, a])),
    reviews,
    incidents: new Map(incidents.map(i => [i.id, i])),
    zones: new Map(zones.map(z => [z.id, z.timeZone])),
  };
};

/** `Fri 20 Nov 09:12` on a patient's clock. */
export const spokenTime = (at: number, timeZone: string): string =>
  `${spokenDay(localDay(at, timeZone))} ${isoLocal(at, timeZone).slice(11, 16)}`;

const sentenceOf = (alert: AlertRow, { alerts, reviews, incidents, zones }: QuietGrounds): string => {
  const { quietBy, quietUntil } = alert;
  const speakerId = alert.quietFor ?? '';
  const speaker = alerts.get(speakerId);
  const title = `“${alertTitle(speaker?.ruleId ?? '')}”`;
  const told = (at: number | null | undefined): string =>
    at === null || at === undefined ? '' : spokenTime(at, zones.get(alert.patientId) ?? 'UTC');
  switch (quietBy) {
    case 'cool-down': {
      const review = reviews.get(speakerId);
      return `dealt with on ${told(review?.at)} by ${review?.by ?? 'a person'}; quiet until ${told(quietUntil)} unless worse`;
    }
    case 'merged':
      return `fired again within 72 h of ${title} on the same line; tells nobody anew unless worse`;
    case 'inhibited':
      return `${title} (${speaker?.severity ?? 'worse'}) speaks for it until that one ends or is reviewed, unless this one grows worse`;
    default: {
      const incident = incidents.get(speakerId);
      return `gateway ${incident?.subjectId ?? ''} is silent since ${told(incident?.startedAt)}; quiet until it is heard again, or ${told(quietUntil)}`;
    }
  }
};

/** What keeps an alert from asking for a person now, or with what it was reviewed; null when it speaks for itself. */
export const quietBody = (
  alert: AlertRow,
  review: ReviewRow | undefined,
  grounds: QuietGrounds,
  now: number,
): AlertBody['quiet'] => {
  const { quietBy: by, quietUntil, quietFor } = alert;
  if (by === null || quietFor === null) return null;
  if (asksForPerson(alert, review ?? null, now)) {
    if (by !== 'merged' && !isSilenced(alert, now)) return null;
    const until = quietUntil === null ? null : new Date(quietUntil).toISOString();
    return { by, until, for: quietFor, because: sentenceOf(alert, grounds) };
  }
  const isCarried = review !== undefined && grounds.reviews.get(quietFor)?.at === review.at;
  if (!isCarried) return null;
  const title = alertTitle(grounds.alerts.get(quietFor)?.ruleId ?? '');
  return { by, until: null, for: quietFor, because: `reviewed together with “${title}”, which spoke for it` };
};
