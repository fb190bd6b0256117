import { defineRule } from './define.ts';
import { judgeSevereBy, severeParams } from './severe-rule.ts';

/** Severe pressure (AHA: ≥180 or ≥120 mmHg, repeat): critical when repeated within 15 min, "unconfirmed: call" when not. */
export const bpSevere = defineRule({
  id: 'bp-severe',
  version: 2,
  title: 'Severe blood pressure',
  concern: 'blood-pressure',
  group: 'bp-high',
  ladder: ['urgent', 'critical'],
  clears: "two readings below 170/110 mmHg, or the program's clear limits",
  steps: [
    'consider calling now: chest pain, breathlessness, weakness, numbness, trouble speaking or seeing?',
    'consider emergency services with any of these (AHA)',
    'consider a repeat after 5 minutes of rest while on the phone',
    'consider telling the provider the same day; ask about missed doses, and about bleeding or a head injury on an anticoagulant',
  ],
  params: severeParams,
  kinds: ['blood-pressure'],
  source: 'AHA patient advice (180/120 mmHg, repeat); 15 min and clearing below 170/110: convention',
  evaluate: (snapshot, params) => judgeSevereBy(snapshot, snapshot.limits, params),
});
