import { simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { encountersOf } from '../../simulators/stays.ts';
import { truthOf } from '../../simulators/truth.ts';
import { dayMs } from '../domain/local-day.ts';
import { dealt, type Judging, type Panel } from './evaluate-alerts-panel.ts';
import { readJudgedRoster } from './evaluate-alerts-roster.ts';
import { workers } from './evaluate-alerts-run.ts';

/** The panel lives in its own time, so that a seed gives the same figures on any day. */
const startAt = Date.UTC(2026, 0, 5);

type Size = { readonly seed: number; readonly count: number; readonly days: number };

/** Patients of the simulator, made anew by each worker from seed and number. */
export const simulatedPanel = ({ seed, count, days }: Size, judging: Judging): Panel => {
  const panel = { seed, days, startAt };
  const endAt = startAt + days * dayMs;
  const simulated = simulatePanel({ ...panel, count });
  const truth = truthOf(simulated);
  const stays = simulated.flatMap(patient =>
    encountersOf(patient, endAt)
      .filter(encounter => encounter.class === 'inpatient')
      .map(({ admittedAt, dischargedAt }) => ({ patient: patient.patient, admittedAt, dischargedAt })),
  );
  const { heldFrom, of } = readJudgedRoster(rosterCsv(simulated), startAt);
  const everybody = simulated.map(({ patient, gateway }, index) => ({ patient, gateway, index }));
  const groups = [...Map.groupBy(everybody, p => p.gateway).values()];
  const shares = dealt(groups, workers(count)).map(hand => {
    const its = new Set(hand.flat().map(p => p.patient));
    return {
      roster: of(its),
      truth: truth.filter(e => its.has(e.patient)),
      stays: stays.filter(s => its.has(s.patient)),
      startAt,
      endAt,
      ...judging,
      heldFrom,
      source: { is: 'simulated' as const, ...panel, groups: hand.map(group => group.map(p => p.index)) },
    };
  });
  return { simulated: true, patients: count, startAt, endAt, truth, strangers: 0, shares };
};
