import { type Finding, severityRank } from '../domain/alert.ts';
import type { StandingAlert } from '../domain/rule.ts';

/** The named outcome of comparing what stands with what a rule finds now. */
export type Change =
  | 'nothing'
  | 'open-pending'
  | 'open-firing'
  | 'wait'
  | 'fire'
  | 'worsen'
  | 'refresh'
  | 'end-cleared'
  | 'end-not-confirmed';

type Firing = Extract<Finding, { is: 'firing' }>;

const isWorse = (standing: StandingAlert, finding: Firing): boolean =>
  severityRank[finding.severity] > severityRank[standing.severity] ||
  (finding.confirmed && !standing.confirmed);

const whenNothingStands = (finding: Finding): Change => {
  switch (finding.is) {
    case 'firing':
      return 'open-firing';
    case 'pending':
      return 'open-pending';
    case 'clear':
    case 'unknown':
      return 'nothing';
  }
};

const whenPending = (finding: Finding): Change => {
  switch (finding.is) {
    case 'firing':
      return 'fire';
    case 'pending':
      return 'wait';
    case 'clear':
      return 'end-not-confirmed';
    case 'unknown':
      return 'nothing';
  }
};

const whenFiring = (standing: StandingAlert, finding: Finding): Change => {
  switch (finding.is) {
    case 'firing':
      return isWorse(standing, finding) ? 'worsen' : 'refresh';
    case 'clear':
      return 'end-cleared';
    case 'pending':
    case 'unknown':
      return 'nothing';
  }
};

/** The whole alert state machine. Only `clear` ends an alert: silence (`unknown`) never does. */
export const decideChange = (standing: StandingAlert | null, finding: Finding): Change => {
  if (!standing) return whenNothingStands(finding);
  return standing.state === 'pending' ? whenPending(finding) : whenFiring(standing, finding);
};
