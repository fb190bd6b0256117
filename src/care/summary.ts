import type { SummaryBody } from '../contract/summary.ts';
import type { Store } from '../db/open.ts';
import { isoLocal } from '../domain/local-day.ts';
import { topReason } from '../risk/say-place.ts';
import type { RiskScorer } from '../risk/scorer.ts';
import { findPatient } from '../roster/patients.ts';
import { assessmentOf, recommendationOf } from './summary-assessment.ts';
import { loadSummary, type SummaryGround } from './summary-load.ts';
import { backgroundOf, situationOf } from './summary-situation.ts';

const titles = {
  situation: 'SITUATION',
  background: 'BACKGROUND',
  assessment: 'ASSESSMENT (facts as recorded; nobody judged them)',
  recommendation: 'RECOMMENDATION (what is planned or asked; the protocol’s open steps)',
} as const;

/** What the place rests on, in the words of its score, with the part that counts most. */
const saidBy =
  (scorers: readonly RiskScorer[]) =>
  ({ risk: { place, scores } }: SummaryGround): string | null => {
    if (!place) return null;
    if (place.parts !== null) return place.parts.map(part => part.label).join(', ');
    const scorer = scorers.find(one => one.id === place.scoreId);
    const reason = topReason(scores.find(score => score.scoreId === place.scoreId)?.parts ?? []);
    const said = scorer?.say(place.value) ?? null;
    return reason === null || said === null ? said : `${said}; most by ${reason}`;
  };

const textOf = (sections: SummaryBody['sections'], asOf: string): string => {
  const parts = (Object.keys(titles) as (keyof typeof titles)[]).map(key =>
    [titles[key], ...sections[key].map(line => `- ${line}`)].join('\n'),
  );
  return [`As of ${asOf}. Times are the patient's local ones.`, ...parts].join('\n\n');
};

/** A patient's state in SBAR form, of what is recorded and nothing else. @throws AppError not-found */
export const readSummary = async (
  deps: Pick<Store, 'reader' | 't'> & { readonly scorers: readonly RiskScorer[] },
  id: string,
  at: number,
): Promise<SummaryBody> => {
  const row = await findPatient(deps, id);
  const ground = await loadSummary(deps, row, at);
  const sections = {
    situation: [...situationOf(ground)],
    background: [...backgroundOf(ground)],
    assessment: [...assessmentOf(ground, saidBy(deps.scorers))],
    recommendation: [...recommendationOf(ground)],
  };
  const asOf = new Date(at).toISOString();
  return { patientId: row.id, asOf, sections, text: textOf(sections, isoLocal(at, row.timeZone)) };
};
