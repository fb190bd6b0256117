import type { RankBy, RiskScoreId, RiskSettings } from '../domain/risk.ts';
import type { RiskScorer } from './scorer.ts';

/** What a program's panel is ranked by now. */
export type RankingMethod = {
  readonly by: RankBy;
  /** the scores that it looks at, in order; a member's values are in the same order */
  readonly components: readonly RiskScorer[];
  /** how it differs from what the program chose, and why; null where it does not */
  readonly degraded: string | null;
};

type Chosen = { readonly rankBy: RankBy; readonly settings: RiskSettings };

/** What ranks a program whose choice cannot be had. */
export const fallbackId: RiskScoreId = 'admissions';

/** The scores that a choice rests on besides admissions; deterioration joins the blend when it is switched on. */
const askedFor = ({ rankBy, settings }: Chosen): readonly RiskScoreId[] => {
  if (rankBy === 'blend')
    return settings.deterioration ? ['readmission-30d', 'deterioration'] : ['readmission-30d'];
  return rankBy === 'lexicographic' ? ['readmission-30d'] : [rankBy];
};

/** Why a score is shown and not ranked on in a program; null where it ranks. Switched on is one version, and no other. */
export const inShadow = (
  { shadow, modelVersion }: Pick<RiskScorer, 'shadow' | 'modelVersion'>,
  deterioration: RiskSettings['deterioration'],
): string | null => {
  if (!shadow) return null;
  if (deterioration === null) return 'is in shadow in this program';
  const switchedOn = deterioration.modelVersion ?? null;
  if (switchedOn === modelVersion) return null;
  return switchedOn === null
    ? `${modelVersion} is in shadow, since no version was named when it was switched on`
    : `${modelVersion} is in shadow, since ${switchedOn} was switched on`;
};

const whyNot = (scorer: RiskScorer | undefined, { deterioration }: RiskSettings): string | null => {
  if (!scorer) return 'is not among the scores here';
  if (scorer.unavailable !== null) return `is unavailable (${scorer.unavailable})`;
  return inShadow(scorer, deterioration);
};

const unsettled = ', and the cohort stays as it is';

/** Settles what ranks a program: what it chose, or the nearest that can be had. A missing model stops no ranking. */
export const rankingMethod = (chosen: Chosen, scorers: readonly RiskScorer[]): RankingMethod => {
  const { rankBy, settings } = chosen;
  const find = (id: RiskScoreId) => scorers.find(scorer => scorer.id === id);
  const asked = askedFor(chosen).map(id => {
    const scorer = find(id);
    return { id, scorer, why: whyNot(scorer, settings) };
  });
  const usable = asked.flatMap(({ scorer, why }) => (scorer && why === null ? [scorer] : []));
  const lost = asked.flatMap(({ id, scorer, why }) =>
    why === null ? [] : [`${scorer?.title ?? id} ${why}`],
  );
  const fallback = find(fallbackId);
  const counted = fallback ? [fallback] : [];
  if (rankBy === 'blend') {
    const degraded = lost.length === 0 ? null : `${lost.join('; ')}: ranked without it${unsettled}`;
    return { by: 'blend', components: [...usable, ...counted], degraded };
  }
  const second = rankBy === 'lexicographic' ? counted : [];
  return usable.length > 0
    ? { by: rankBy, components: [...usable, ...second], degraded: null }
    : {
        by: 'admissions',
        components: counted,
        degraded: `${lost.join('; ')}: ranked by ${fallbackId} instead${unsettled}`,
      };
};
