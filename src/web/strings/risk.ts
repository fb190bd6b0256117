import type { RiskScoreId, RiskTier } from '../../domain/risk.ts';

const patients = (count: number) => `${count} ${count === 1 ? 'patient' : 'patients'}`;

export const riskWords = {
  risk: {
    title: 'Risk',
    label: 'Patients by risk',
    program: 'Program',
    choose: 'Choose a program…',
    chooseFirst: 'Choose a program: patients are ranked within one.',
    tiers: {
      highest: 'highest 5 %',
      high: 'next 5 %',
      rest: 'the rest',
    } satisfies Record<RiskTier, string>,
    scores: {
      lace: 'LACE',
      charlson: 'Charlson',
      admissions: 'Admissions',
    } satisfies Record<RiskScoreId, string>,
    cohortOnly: 'Only the intensive cohort',
    summary: (shown: number, total: number) => `Showing ${shown} of ${total}`,
    ranking: (score: string, ranked: number, without: number, inCohort: number) =>
      `Ranked by ${score}: ${patients(ranked)}; ${without} without an applicable score; ${inCohort} in the intensive cohort`,
    rankedAt: (at: string) => `ranked ${at}`,
    empty: 'Nobody in this program has a score that applies now. Import stays and diagnoses to rank it.',
    emptyCohort: 'Nobody is in the intensive cohort now.',
    inCohort: (since: string) => `Cohort since ${since}`,
    onWorklist: 'On the worklist',
    unranked: 'Not ranked: no score applies now.',
    rank: (rank: number, outOf: number) => `Rank ${rank} of ${outOf}`,
    cohortSince: (day: string) => `In the intensive cohort since ${day}`,
    value: (value: number, max: number | null) => (max === null ? `${value}` : `${value} of ${max}`),
    notApplicable: (why: string) => `does not apply: ${why}`,
    ranksHere: 'ranks this program',
    highFrom: (high: number) => `high (from ${high})`,
    sources: 'Where the scores come from',
    inputs: (encounters: number, conditions: number) =>
      `From ${encounters} stays and visits and ${conditions} diagnoses on file.`,
  },
} as const;
