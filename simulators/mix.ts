/**
 * The mix of scenarios and the noise: every number of the simulator, and nothing else. Fixed before rules are tuned;
 * a change needs a reason in the note. Sources: [C] = measured or stated in CLINICAL.md; [D] = DESIGN.md;
 * [~] = convention, set by hand to be plausible, without a published figure behind it.
 */
import type { BloodPressureUnit, GlucoseUnit, WeightUnit } from '../src/domain/units.ts';
import type { Program, ProgramRow, ScenarioName, ScenarioRow, Shares, Span } from './mix-rows.ts';

export const programShares: Shares<Program> = [
  ['heart-failure', 0.4], // [~] a mixed RPM program; the three shipped programs [D]
  ['hypertension', 0.35], // [~]
  ['diabetes', 0.25], // [~]
];

export const programMix: Readonly<Record<Program, ProgramRow>> = {
  'heart-failure': {
    birthYears: [1934, 1966], // [~] heart failure is a disease of 60 to 90
    devices: [
      { kind: 'weight', perSession: 1, perWeek: [[7, 1]], share: 1 }, // [~] daily weighing is the usual order
      {
        kind: 'blood-pressure',
        perSession: 1,
        perWeek: [
          [7, 0.8], // [~] once a day beside the scale
          [14, 0.2], // [~]
        ],
        share: 1,
      },
    ],
    controlledMmHg: { systolic: [106, 130], diastolic: [60, 76] }, // [~] treated to lower levels than hypertension
    uncontrolled: 0.12, // [~]
    lowPressure: 0.12, // [~] live at 98–106 on full therapy, without harm
    weightKg: { female: [54, 104], male: [64, 122] }, // [~]
    flags: { 'beta-blocker': 0.85, anticoagulant: 0.45, insulin: 0.14, sulfonylurea: 0.08 }, // [~] registry-like shares
    dryWeight: 0.9, // [~] a target weight is on file for most
  },
  hypertension: {
    birthYears: [1942, 1988], // [~]
    devices: [
      {
        kind: 'blood-pressure',
        perSession: 2, // [C] home protocol: 2 readings at least a minute apart
        perWeek: [
          [14, 0.5], // [~] mornings only, as many programs settle for
          [28, 0.5], // [C] morning and evening: 28 readings a week
        ],
        share: 1,
      },
    ],
    controlledMmHg: { systolic: [114, 133], diastolic: [66, 82] }, // [C] below the home limit of 135/85
    uncontrolled: 0.4, // [C] one of two treated adults sits at ≥135/85 in 448 of 474 readings; [~] the share
    lowPressure: 0.02, // [~]
    weightKg: { female: [52, 105], male: [62, 120] }, // [~]
    flags: { 'beta-blocker': 0.3, anticoagulant: 0.12, sulfonylurea: 0.05, insulin: 0.03 }, // [~]
    dryWeight: 0, // [~] a heart-failure notion
  },
  diabetes: {
    birthYears: [1946, 1990], // [~]
    devices: [
      {
        kind: 'glucose',
        perSession: 1,
        perWeek: [
          [14, 0.35], // [~] fasting and before the evening meal
          [21, 0.4], // [~] and bedtime
          [28, 0.25], // [~] and after the midday meal
        ],
        share: 1,
      },
      { kind: 'weight', perSession: 1, perWeek: [[3, 1]], share: 1 }, // [~]
      { kind: 'blood-pressure', perSession: 1, perWeek: [[7, 1]], share: 0.35 }, // [~]
    ],
    controlledMmHg: { systolic: [112, 133], diastolic: [64, 82] }, // [C] as in hypertension
    uncontrolled: 0.25, // [~]
    lowPressure: 0.03, // [~]
    weightKg: { female: [58, 115], male: [66, 128] }, // [~]
    flags: { insulin: 0.45, sulfonylurea: 0.25, 'beta-blocker': 0.25, anticoagulant: 0.1 }, // [~]
    dryWeight: 0.02, // [~] those with heart failure beside it
  },
};

export const pregnant = { bornFrom: 1984, share: 0.1 }; // [~] of the women in the hypertension program born since

export const timeZoneShares: Shares<string> = [
  ['America/New_York', 0.7], // [~]
  ['America/Chicago', 0.15], // [~]
  ['America/Los_Angeles', 0.1], // [~]
  ['America/Phoenix', 0.05], // [~] has no daylight saving time
];

export const unitShares: {
  readonly 'blood-pressure': Shares<BloodPressureUnit>;
  readonly glucose: Shares<GlucoseUnit>;
  readonly weight: Shares<WeightUnit>;
} = {
  'blood-pressure': [
    ['mm[Hg]', 0.95], // [D] units of the native payload; [~] shares
    ['kPa', 0.05], // [~]
  ],
  glucose: [
    ['mg/dL', 0.75], // [~] home meters of the United States
    ['mmol/L', 0.25], // [~]
  ],
  weight: [
    ['kg', 0.5], // [~]
    ['[lb_av]', 0.5], // [~]
  ],
};

export const femaleShare = 0.52; // [~]

export const habits = {
  minutesAfterWaking: { morning: 0, noon: 330, evening: 660, night: 810 }, // [~] when the devices are used
  minutesIntoSession: { glucose: 2, weight: 6, 'blood-pressure': 18 }, // [~] which device comes when
  secondsOff: [-90, 120] as Span, // [~]
  secondsApart: [65, 150] as Span, // [C] two readings at least a minute apart
  adherence: [0.6, 0.98] as Span, // [C] gaps of 2 and 1 days at the 90th percentile: between 0.7 and 0.9 and above it
  adherenceSkew: 0.6, // [~] most keep to it: mean about 0.84
  missedInSpells: 0.5, // [~] half of what is missed is missed by whole days in a row
  spellGoesOn: 0.45, // [~] such a spell lasts 1.8 days on average
  wakesAtMinute: [330, 510] as Span, // [~] 5:30 to 8:30
  minutesSd: 18, // [~] people keep to their hour
  weighsAnytime: 0.15, // [~] share who weigh at any time of the day …
  anytimeIsMorning: 0.6, // [~] … though mostly in the morning
  enrolsLate: 0.15, // [~] share who join while the panel runs, in its first third, 60 days at most
  enrolsWithinDays: 60, // [~]
};

/** Person by person drawn from the span; `…Skew` is the power of the even draw: above 1 favours the low end. */
export const weightNoise = {
  dailyKg: [0.33, 0.82] as Span, // [C] with the wander: 1-day difference SD 0.58 and 1.19 kg
  dailySkew: 1.7, // [~] most people are nearer to the quiet one
  heavyTail: 0.12, // [C] fewer +1 kg days than a normal curve of that SD has (149 of 949, 22 of 651): wider tails
  wideFactor: 1.75, // [~] how much wider a reading of the tail is …
  coreFactor: 0.85, // [~] … and how much narrower the others, so that the SD stays
  wanderKg: [0.48, 0.62] as Span, // [C] 7-day difference SD 0.82 and 1.33 kg, less what the daily noise explains
  wanderDays: [5, 8] as Span, // [C] so that a week later little of it is left, as those two SDs imply
  perHourKg: 0.05, // [~] heavier towards evening: half a kg over 11 hours
  driftKgPerYear: 2, // [~] SD of slow change of the body itself
  dryWeightErrorKg: 0.7, // [~] SD of the prescribed target about the true one, in steps of 0.5 kg
};

export const pressureNoise = {
  wanderMmHg: [2, 4] as Span, // [C] parts chosen so that the within-person SD comes to 7.6–8.6 systolic …
  wanderDays: [6, 20] as Span, // [~]
  sessionMmHg: [4, 6.5] as Span, // [C] … and the SD of successive differences to 8.6–11.7
  readingMmHg: [4, 5.5] as Span, // [C] … two readings minutes apart differ by up to 24
  calmedBy: 0.6, // [~] what is left of the fright in the next reading
  lowestMmHg: { systolic: 62, diastolic: 36, apart: 18 }, // [~] no cuff shows less
  lowestPulse: 36, // [~]
  diastolicShare: 0.45, // [~] of what moves the systolic pressure
  diastolicSessionMmHg: [1.5, 4] as Span, // [C] diastolic SD 4.9 and 7.1
  diastolicReadingMmHg: [2.8, 4.6] as Span, // [C]
  firstReadingMmHg: [0, 6] as Span, // [~] a first reading runs high, by 3 on average
  dipShare: 0.11, // [~] night-time fall of a "dipper": 10–20 %
  dipAtHour: 3, // [~]
  dipWidthHours: 3, // [~]
  surgeMmHg: 4, // [~] morning surge, about an hour after waking
  surgeWidthHours: 1.5, // [~]
  circadianFactor: [0.4, 1.4] as Span, // [~] how much of dip and surge a person has
  outlierChance: 0.006, // [~] sessions with pain, haste or a talk
  whiteCoat: 0.1, // [~] share of people who have them often …
  whiteCoatChance: [0.04, 0.1] as Span, // [~] … in so many of their sessions
  outlierMmHg: [15, 40] as Span, // [C] "up to 24" within minutes is the ordinary end; [~] beyond it
  uncontrolledMmHg: { systolic: [136, 150] as Span, diastolic: [78, 92] as Span }, // [C] at or above 135/85 all the time
  lowMmHg: { systolic: [98, 106] as Span, diastolic: [56, 66] as Span }, // [~]
  biasMmHg: 4, // [C] SD between cuffs: ~30 % of home cuffs are off by 5 mmHg or more, on swapping one
  pulseSessionPerMin: 3.5, // [~]
  pulseReadingPerMin: 2.5, // [~]
  pulsePerMin: [62, 84] as Span, // [~] without a drug
  betaBlockerPerMin: [-14, -7] as Span, // [~]
  fibrillation: 0.4, // [~] share of heart-failure patients whose pulse varies twice as much
};

export const glucoseNoise = {
  fastingMgDl: { usual: [98, 140] as Span, insulin: [105, 165] as Span }, // [C] target 80–130 before meals, often missed
  dawnMgDl: [0, 25] as Span, // [~] dawn effect on the fasting value
  mealRiseMgDl: [35, 95] as Span, // [C] target <180 after meals, often missed
  mealSpread: 0.35, // [~] one meal is not like the other: SD as a share of the rise
  mealShares: { fasting: 0, before: 0.08, casual: 0.4, after: 1, bedtime: 0.4 }, // [~] what of the rise is left then
  wander: 0.07, // [~] SD of the logarithm over weeks
  wanderDays: 10, // [~]
  dailyCv: { usual: [0.1, 0.17] as Span, insulin: [0.18, 0.3] as Span }, // [~] with meals: CV about 20 % and 28 %
  meterCv: 0.06, // [C] ISO 15197: 95 % within 15 %, most meters better
  lowChance: { insulin: 0.006, sulfonylurea: 0.002, neither: 0 }, // [~] readings below 70, beside what the spread makes
  lowDepthMgDl: 6.5, // [~] mean depth below 70 (exponential): one low in twelve is below 54
  proneDepthMgDl: 9, // [~] deeper in a hypoglycaemia-prone week: one in six below 54
  lowestMgDl: 38, // [~]
};

const uneventful = {
  clinical: true,
  needs: 'blood-pressure',
  leadDays: [7, 14],
  weightKg: [0, 0],
  weightSkew: 1,
  lastWeek: [0, 0],
  signsDays: [7, 14],
  fullDays: 0,
  systolicMmHg: [0, 0],
  otherWay: 0,
  withSigns: 1,
  pulsePerMin: [0, 0],
  glucoseMgDl: [0, 0],
  lowChance: [0, 0],
  fades: 0,
  fadeDays: [7, 7],
  fadesTo: [1, 1],
  severeHours: null,
  admitted: 1,
  recoveryDays: [1, 4],
} as const satisfies Partial<ScenarioRow>;

/** Shared by the decompensations: 0.9 a year free of events, about 0.65 a heart-failure patient-year ([~] 0.6–1), a tenth of them without gain. */
const decompensation = {
  ...uneventful,
  needs: 'weight',
  leadDays: [12, 30], // [C] gain starts up to ~30 days before admission
  weightKg: [1.3, 6.5], // [C] the bands that Chaudhry found risky: >2–5, >5–10, >10 lb
  weightSkew: 1.5, // [~] small gains are commoner: median 3.1 kg
  lastWeek: [0.5, 0.8], // [C] mostly in the last week
  signsDays: [6, 14], // [~]
  fades: 0.3, // [C] lower weigh-in adherence goes with admission in the following week; [~] the share
  fadeDays: [5, 10], // [~]
  fadesTo: [0.2, 0.7], // [~]
} as const satisfies Partial<ScenarioRow>;

export const scenarios: Readonly<Record<ScenarioName, ScenarioRow>> = {
  'hf-decompensation': { ...decompensation, perYear: { 'heart-failure': 0.4 } }, // [~] gain alone
  'hf-decompensation-bp-pulse': {
    ...decompensation,
    perYear: { 'heart-failure': 0.4 }, // [~] about as many
    systolicMmHg: [8, 20], // [C] pulse and systolic pressure predicted better than weight (Moazeni); [~] the size
    otherWay: 0.4, // [~] a failing pump lowers the pressure
    pulsePerMin: [6, 18], // [~]
  },
  'hf-decompensation-no-gain': {
    ...decompensation,
    perYear: { 'heart-failure': 0.09 }, // [D] a tenth of admissions show no gain at all
    weightKg: [0, 0],
    withSigns: 0.5, // [~] half show nothing, half show pressure and pulse
    systolicMmHg: [8, 20], // [~] as above
    otherWay: 0.4, // [~]
    pulsePerMin: [6, 18], // [~]
  },
  'fading-adherence': {
    ...decompensation,
    perYear: { 'heart-failure': 0.06, hypertension: 0.02 }, // [~]
    needs: 'blood-pressure',
    weightKg: [0, 4], // [~] there to be seen by whoever weighs
    fades: 1,
    fadeDays: [10, 20], // [C] adherence fell in the week before admission; [~] and before that
    fadesTo: [0, 0.1], // [~] hardly a reading in the last days
  },
  'over-diuresis': {
    ...uneventful,
    perYear: { 'heart-failure': 0.12 }, // [~]
    needs: 'weight',
    leadDays: [5, 12], // [~]
    weightKg: [-4.5, -1.8], // [C] rapid loss with low pressure
    signsDays: [4, 8], // [~]
    systolicMmHg: [-34, -16], // [~]
    pulsePerMin: [6, 16], // [~]
    admitted: 0.5, // [~] a fall or fainting; the others are seen in the clinic
  },
  hypotension: {
    ...uneventful,
    perYear: { hypertension: 0.06, diabetes: 0.04 }, // [~] a dose too many
    leadDays: [4, 10], // [~]
    signsDays: [3, 6], // [~]
    fullDays: 1, // [~]
    systolicMmHg: [-50, -32], // [~] to below 90 in most
    pulsePerMin: [4, 12], // [~]
    admitted: 0.4, // [~]
  },
  'hypertensive-urgency': {
    ...uneventful,
    perYear: { hypertension: 0.12, diabetes: 0.06, 'heart-failure': 0.02 }, // [~]
    leadDays: [3, 6], // [~] the pressure climbs for days
    signsDays: [3, 6], // [~]
    fullDays: 0.5, // [~]
    systolicMmHg: [18, 36], // [~]
    pulsePerMin: [2, 10], // [~]
    severeHours: [6, 48], // [C] ≥180 or ≥120: contact the clinician soon; [~] how soon the visit comes
    admitted: 0.35, // [~]
    recoveryDays: [2, 6], // [~]
  },
  'drifting-hypertension': {
    ...uneventful,
    perYear: { hypertension: 0.15, diabetes: 0.05 }, // [~] a drug stopped or not refilled
    leadDays: [25, 50], // [~]
    signsDays: [25, 50], // [~] rises from the start …
    fullDays: 12, // [~] … and stays up until somebody sees it
    systolicMmHg: [16, 30], // [~] what one or two drugs were worth
    pulsePerMin: [0, 6], // [~]
    admitted: 0.1, // [~] mostly a visit
    recoveryDays: [7, 21], // [~] the drug taken again
  },
  'hypoglycaemia-weeks': {
    ...uneventful,
    perYear: { diabetes: 0.5 }, // [~]
    onlyWith: [
      ['insulin', 1], // [C] lows are graded up on insulin …
      ['sulfonylurea', 0.4], // [C] … and on a sulfonylurea; [~] the factor
    ],
    needs: 'glucose',
    leadDays: [7, 14], // [~]
    lowChance: [0.12, 0.25], // [~] two to five lows a week
    admitted: 0.3, // [~] a severe low; the others are seen in the clinic
    recoveryDays: [1, 3], // [~]
  },
  'steroid-hyperglycaemia': {
    ...uneventful,
    perYear: { diabetes: 0.15 }, // [~]
    needs: 'glucose',
    leadDays: [4, 10], // [~]
    signsDays: [4, 10], // [~] from the first dose
    fullDays: 3, // [~]
    glucoseMgDl: [110, 220], // [~] more after meals than fasting
    admitted: 0.35, // [~]
    recoveryDays: [3, 8], // [~]
  },
  'other-admission': {
    ...uneventful,
    clinical: false, // nothing in the readings foretells it
    perYear: { 'heart-failure': 0.15, hypertension: 0.06, diabetes: 0.1 }, // [~] planned operations, falls
    leadDays: [0, 0],
  },
};

export const frailty: Shares<number> = [
  [0.35, 0.7], // [~] most are seldom admitted, a few again and again; the mean is 1
  [1.65, 0.2], // [~]
  [4.25, 0.1], // [~]
];

export const steroidShares = { fasting: 0.35, before: 0.9, casual: 1, after: 1.15, bedtime: 0.95 }; // [~]

export const urgency = {
  systolicMmHg: [184, 202] as Span, // [C] ≥180
  diastolicMmHg: [96, 118] as Span, // [~] below the severe 120 in most
  unrepeated: 0.3, // [~] share who don't repeat the reading
  repeatMinutes: 4, // [C] wait at least 1–2 minutes
  pulseRisePerMin: 12, // [~]
};

export const stay = { daysLog: 1.35, daysLogSd: 0.7, daysMost: 21, daysLeast: 0.6 }; // [~] median 3.9 days
export const settleDays = 7; // [~] no course begins in a patient's first week, nor within it after the last one

/** A year and patient unless it says device or gateway. */
export const nuisances = {
  holiday: { perYear: 1.2, days: [4, 16] as Span, long: 0.08, longDays: [16, 33] as Span }, // [C] longest gaps 11 and 33 days
  travel: {
    perYear: 0.5, // [~]
    days: [3, 12] as Span, // [~]
    adherence: 0.6, // [~]
    minutesSd: 90, // [~] odd hours
    zones: ['America/Los_Angeles', 'America/New_York', 'Europe/Madrid', 'Pacific/Honolulu', 'America/Bogota'], // [~]
  },
  lateBatch: { perYear: 1, days: [0.5, 4.5] as Span }, // [C] stored readings are flushed late; [~] how late
  clockReset: { perDeviceYear: 0.15, days: [1, 8] as Span, years: [2000, 2028] }, // [C] clocks in 2028; [D] before 2000, unset
  unitSwitch: { perDeviceYear: 0.1, days: [2, 15] as Span }, // [~] the label says so
  unitMislabelled: { perDeviceYear: 0.06, days: [1, 3] as Span }, // [C] a ratio near 2.2046
  deviceSwap: { perDeviceYear: 0.15, newId: 0.5, scaleBiasKg: 0.4 }, // [~]
  otherPerson: {
    household: 0.5, // [~] share of scales with a second person in the house
    perYear: 2, // [~]
    days: [0.5, 2] as Span, // [~]
    visitorPerYear: 0.15, // [~] on any scale
    visitorKg: [4, 9] as Span, // [C] single outliers of 4–9 kg
    housemateKg: [5, 28] as Span, // [~] differs from the patient by so much
    kgSd: 0.3, // [~]
    minutesLater: [2, 10] as Span, // [~]
    replaces: 0.5, // [~] stands for the patient's own reading; else comes beside it
  },
  gatewayOutage: {
    perGatewayYear: 1.5, // [~]
    days: [0.25, 4] as Span, // [~]
    share: [0.3, 1] as Span, // [D] a fifth or more of its devices
    lost: 0.3, // [~] share of outages after which nothing is flushed
  },
  duplicates: { chance: 0.003, flaky: 0.12, flakyChance: 0.1, minutes: [0.5, 240] as Span, minutesSkew: 3 }, // [~]
};

export const patientsPerGateway = 60; // [~]

export const battery = {
  lifeDays: [200, 500] as Span, // [~]
  dies: 0.25, // [~] share of batteries that nobody changes in time
  silentDays: [3, 12] as Span, // [~]
  usedAtStart: 0.85, // [~] of its life at most, when the panel begins
  changedAtPercent: [8, 20] as Span, // [~]
  statusEveryDays: 7, // [~]
  dailyBelowPercent: 20, // [~] a device speaks of a low battery every day
};

/** Where a panel leads up to one instant, as the demo does: the share of patients in trouble then. */
export const due: Readonly<Record<Program, Shares<ScenarioName | 'silent' | null>>> = {
  'heart-failure': [
    [null, 0.86], // [~]
    ['hf-decompensation', 0.03], // [~]
    ['hf-decompensation-bp-pulse', 0.05], // [~]
    ['over-diuresis', 0.03], // [~]
    ['silent', 0.03], // [~]
  ],
  hypertension: [
    [null, 0.87], // [~]
    ['hypertensive-urgency', 0.05], // [~]
    ['drifting-hypertension', 0.04], // [~]
    ['hypotension', 0.01], // [~]
    ['silent', 0.03], // [~]
  ],
  diabetes: [
    [null, 0.86], // [~]
    ['hypoglycaemia-weeks', 0.06], // [~]
    ['steroid-hyperglycaemia', 0.05], // [~]
    ['silent', 0.03], // [~]
  ],
};

export const dueHomeDays = 9; // [~] before that instant nobody is in hospital for so long
export const dueSilentDays: Span = [3, 6]; // [~]
export const dueStayDays: Span = [5, 14]; // [~] a recent stay began so long before the latest day to be home by
/** Chance of a stay that ended in the weeks before that instant, or before the course began. */
export const dueRecentStay: Readonly<Record<Program | 'decompensating', number>> = {
  'heart-failure': 0.07, // [~]
  hypertension: 0.015, // [~]
  diabetes: 0.025, // [~]
  decompensating: 0.5, // [~] often just came home
};

/** Two years of stays and visits before the panel, for the record. */
export const records = {
  admissionsPerYear: { 'heart-failure': 0.7, hypertension: 0.12, diabetes: 0.25 }, // [~] as many as the panel makes
  emergent: { 'heart-failure': 0.85, hypertension: 0.6, diabetes: 0.7 }, // [~]
  emergencyPerYear: 0.35, // [~]
  outpatientPerYear: 2, // [~]
};
