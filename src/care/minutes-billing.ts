import type { MonthMinutesBody } from '../contract/minutes.ts';

/** CLINICAL: RPM billing, United States, calendar year 2026. Time is of one calendar month. */
const codes = {
  '99457': { seconds: 20 * 60, rule: 'the first 20 minutes of the month, with interactive communication' },
  '99458': { seconds: 20 * 60, rule: 'each further 20 minutes' },
  '99470': { seconds: 10 * 60, rule: 'the first 10 minutes with a real-time interaction; never with 99457' },
} as const;
type Code = keyof typeof codes;

const earnedOf = (code: Code, units: number) => ({ code, units, rule: codes[code].rule });

/**
 * What a month's approved seconds reach. The interaction may be any part of the time; without one nothing is reached,
 * however long. Pure.
 */
export const billingOf = (approvedSeconds: number, isInteractive: boolean): MonthMinutesBody['billing'] => {
  const first = codes['99457'].seconds;
  const further = codes['99458'].seconds;
  const needsInteractive = !isInteractive;
  if (approvedSeconds < first || needsInteractive) {
    const short = isInteractive && approvedSeconds >= codes['99470'].seconds;
    return {
      earned: short ? [earnedOf('99470', 1)] : [],
      toNext: { code: '99457', seconds: Math.max(0, first - approvedSeconds), needsInteractive },
    };
  }
  const units = Math.floor((approvedSeconds - first) / further);
  const seconds = first + (units + 1) * further - approvedSeconds;
  return {
    earned: [earnedOf('99457', 1), ...(units > 0 ? [earnedOf('99458', units)] : [])],
    toNext: { code: '99458', seconds, needsInteractive },
  };
};
