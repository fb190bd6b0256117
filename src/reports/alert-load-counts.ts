import type { AlertLoadBody } from '../contract/reports.ts';
import { type QuietReason, quietReasons } from '../domain/alert.ts';
import { dayMs, hourMs, offsetMs } from '../domain/local-day.ts';

/** An alert that fired, with the clock of its patient. */
export type Fired = {
  readonly ruleId: string;
  readonly at: number;
  readonly timeZone: string;
  readonly quietBy: QuietReason | null;
};

type Counts = Pick<
  AlertLoadBody['programs'][number],
  'alerts' | 'spoke' | 'alertsPerPatientWeek' | 'overnightShare' | 'suppressed'
>;

/** Convention: when most people sleep. */
const [nightFrom, nightTo] = [22 * hourMs, 7 * hourMs];

/** Whether an instant lies between 22:00 and 07:00 on a patient's clock. */
export const isOvernight = (at: number, timeZone: string): boolean => {
  const local = at + offsetMs(at, timeZone);
  const ofDay = local - Math.floor(local / dayMs) * dayMs;
  return ofDay >= nightFrom || ofDay < nightTo;
};

const rounded = (n: number): number => Math.round(n * 1e4) / 1e4;

export const perWeek = (n: number, weeks: number): number | null => (weeks > 0 ? rounded(n / weeks) : null);

/** What alerts come to over so many weeks of patients. Pure. */
export const countsOf = (fired: readonly Fired[], weeks: number): Counts => {
  const spoke = fired.filter(a => a.quietBy === null);
  const overnight = spoke.filter(a => isOvernight(a.at, a.timeZone)).length;
  return {
    alerts: fired.length,
    spoke: spoke.length,
    alertsPerPatientWeek: perWeek(spoke.length, weeks),
    overnightShare: spoke.length === 0 ? null : rounded(overnight / spoke.length),
    suppressed: Object.fromEntries(
      quietReasons.map(reason => [reason, fired.filter(a => a.quietBy === reason).length]),
    ) as Counts['suppressed'],
  };
};
