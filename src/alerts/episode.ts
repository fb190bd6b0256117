import {
  type EndReason,
  type Evidence,
  type Finding,
  type Severity,
  severityRank,
  worst,
} from '../domain/alert.ts';
import type { StandingAlert } from '../domain/rule.ts';
import { newId } from '../ids.ts';
import type { Change } from './decide-change.ts';

/** What is stored of an alert, and so may have been seen by people. */
export type Told = {
  readonly fired: boolean;
  readonly ended: boolean;
  readonly severity: Severity;
  readonly confirmed: boolean;
};

/** One alert of one rule as the fold carries it. */
export type Episode = {
  readonly id: string;
  /** null: not stored yet */
  readonly told: Told | null;
  changed: boolean;
  readonly startedAt: number;
  /** as of the instant the fold has reached; null while it waits for confirmation */
  firedAt: number | null;
  /** the first time it fired in any order of arrival: what was raised stays raised */
  everFiredAt: number | null;
  lastAt: number;
  pendingUntil: number | null;
  endedAt: number | null;
  endReason: EndReason | null;
  severity: Severity;
  confirmed: boolean;
  because: string;
  evidence: Evidence;
};

type Grounded = Extract<Finding, { is: 'firing' | 'pending' }>;

const isGrounded = (finding: Finding): finding is Grounded =>
  finding.is === 'firing' || finding.is === 'pending';

export const standingOf = (episode: Episode | undefined): StandingAlert | null =>
  episode && episode.endedAt === null
    ? {
        state: episode.firedAt === null ? 'pending' : 'firing',
        startedAt: episode.startedAt,
        severity: episode.severity,
        confirmed: episode.confirmed,
      }
    : null;

const opened = (at: number, finding: Grounded): Episode => ({
  id: newId('alr'),
  told: null,
  changed: true,
  startedAt: at,
  firedAt: finding.is === 'firing' ? at : null,
  everFiredAt: finding.is === 'firing' ? at : null,
  lastAt: at,
  pendingUntil: finding.is === 'pending' ? finding.until : null,
  endedAt: null,
  endReason: null,
  severity: finding.severity,
  confirmed: finding.is === 'firing' && finding.confirmed,
  because: finding.because,
  evidence: finding.evidence,
});

/** Takes over what the finding says; a lesser finding never hides the worse one that stands. */
const refreshed = (episode: Episode, at: number, finding: Grounded): Partial<Episode> => {
  const confirmed = episode.confirmed || (finding.is === 'firing' && finding.confirmed);
  const lesser = severityRank[finding.severity] < severityRank[episode.severity];
  const { because, evidence } = lesser ? episode : finding;
  return { lastAt: at, severity: worst(episode.severity, finding.severity), confirmed, because, evidence };
};

const ended = (at: number, endReason: EndReason): Partial<Episode> => ({
  endedAt: at,
  endReason,
  pendingUntil: null,
});

const update = (episode: Episode | undefined, fields: Partial<Episode>): void => {
  if (episode) Object.assign(episode, fields, { changed: true });
};

/** Carries a change out on a rule's episodes, the last of which may be standing. */
export const carryOut = (episodes: Episode[], change: Change, finding: Finding, at: number): void => {
  const last = episodes.at(-1);
  switch (change) {
    case 'nothing':
      return;
    case 'open-pending':
    case 'open-firing':
      if (isGrounded(finding)) episodes.push(opened(at, finding));
      return;
    case 'wait':
      if (finding.is === 'pending') update(last, { pendingUntil: finding.until });
      return;
    case 'fire':
      if (last && isGrounded(finding)) {
        const everFiredAt = Math.min(last.everFiredAt ?? at, at);
        update(last, { ...refreshed(last, at, finding), firedAt: at, everFiredAt, pendingUntil: null });
      }
      return;
    case 'worsen':
    case 'refresh':
      if (last && isGrounded(finding)) update(last, refreshed(last, at, finding));
      return;
    case 'end-cleared':
      update(last, ended(at, 'cleared'));
      return;
    case 'end-not-confirmed':
      update(last, ended(at, 'not-confirmed'));
      return;
  }
};

/** Whether people must hear of it: it fired and they did not know, or it is worse than they know. */
export const isNewsToPeople = ({ told, everFiredAt, severity, confirmed }: Episode): boolean => {
  if (everFiredAt === null) return false;
  if (!told?.fired) return true;
  return severityRank[severity] > severityRank[told.severity] || (confirmed && !told.confirmed);
};

/** Whether a line on the worklist may look different now; a mere refresh, or one that never fired, does not count. */
export const altersWorklist = (episode: Episode): boolean =>
  isNewsToPeople(episode) ||
  (episode.everFiredAt !== null && (episode.told?.ended ?? false) !== (episode.endedAt !== null));

/** Whether a patient's page may look different: also for one that waits, waited in vain, or was raised without need. */
export const altersPanel = (episode: Episode): boolean =>
  episode.told === null ||
  episode.told.ended !== (episode.endedAt !== null) ||
  episode.endReason === 'superseded';
