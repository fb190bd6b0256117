import { dayMs, isoDay, localDay } from '../../domain/local-day.ts';
import { admissionsWithin } from '../features/stays.ts';
import { scored } from '../scored.ts';
import { eachAlone, published, type RiskScorer } from '../scorer.ts';

const yearMs = 365 * dayMs;

/** Inpatient admissions in the last 365 days: one point each. */
export const admissions: RiskScorer = {
  ...published,
  id: 'admissions',
  version: 1,
  title: 'Admissions in the last year',
  max: null,
  high: 2,
  source: 'PMC4407637: 2 or more admissions in 12 months; sensitivity 40 %, PPV 31 %, 18 % flagged',
  say: value => `${value} ${value === 1 ? 'admission' : 'admissions'} in the last year`,
  ...eachAlone(({ encounters, timeZone }, at) =>
    scored(
      admissionsWithin(encounters, at, yearMs).map(({ admittedAt, emergent }) => ({
        id: `admitted-${new Date(admittedAt).toISOString()}`,
        label: `admitted ${isoDay(localDay(admittedAt, timeZone))}${emergent ? ' as an emergency' : ''}`,
        points: 1,
      })),
    ),
  ),
};
