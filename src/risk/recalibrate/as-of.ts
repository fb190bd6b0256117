import { isoDay, localDay } from '../../domain/local-day.ts';
import type { RiskInputs } from '../features/inputs.ts';

/**
 * What was known at an instant: no stay that began later, no discharge that came later, no diagnosis of a later day. A
 * diagnosis without an onset is taken to be an old one.
 */
export const inputsAsOf = (inputs: RiskInputs, at: number): RiskInputs => {
  const today = isoDay(localDay(at, inputs.timeZone));
  return {
    ...inputs,
    encounters: inputs.encounters
      .filter(e => e.admittedAt <= at)
      .map(e => (e.dischargedAt !== null && e.dischargedAt > at ? { ...e, dischargedAt: null } : e)),
    conditions: inputs.conditions.filter(c => c.onset === null || c.onset <= today),
  };
};
