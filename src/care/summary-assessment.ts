import { alertSteps, alertTitle } from '../alerts/sources.ts';
import { kinds } from '../domain/reading.ts';
import type { SummaryGround } from './summary-load.ts';
import { standing, type Told, timeOf } from './summary-situation.ts';
import { answersText, kindNames, readingText, usualText } from './summary-words.ts';

const readingLines = (ground: SummaryGround): Told => {
  const time = timeOf(ground);
  return kinds.flatMap(kind => {
    const last = ground.readings.filter(r => r.kind === kind);
    if (last.length === 0) return [];
    const told = last.map(r => `${readingText(r)} ${time(r.measuredAt)}`).join(', ');
    const usual = usualText(kind, ground.usual);
    return [
      `${kindNames[kind]}, latest first: ${told}; usual of the 28 days before today: ${usual ?? 'not known'}`,
    ];
  });
};

const symptomLines = (ground: SummaryGround): Told => {
  const [report] = ground.symptoms;
  if (!report) return ['Symptoms: never asked'];
  const answers = answersText(report.answers);
  const note = report.note === null ? '' : `; ${report.note}`;
  return [`Symptoms, said by ${report.saidBy} ${timeOf(ground)(report.at)}: ${answers}${note}`];
};

const riskLines = (ground: SummaryGround, saidOf: (ground: SummaryGround) => string | null): Told => {
  const { place, cohortSince } = ground.risk;
  if (!place) return ['Risk: not ranked'];
  const stale = place.stale === null ? '' : `; ${place.stale}`;
  const cohort = cohortSince === null ? '' : `; in the intensive cohort since ${timeOf(ground)(cohortSince)}`;
  const said = saidOf(ground);
  const tier = place.tier === 'rest' ? '' : `, ${place.tier} tier`;
  return [
    `Risk: rank ${place.rank} of ${place.outOf} in ${ground.program}${tier}${said === null ? '' : ` (${said})`}${cohort}${stale}`,
  ];
};

const contactLines = (ground: SummaryGround): Told =>
  ground.contacts.map(({ who, channel, reached, note, by, at }) => {
    const came = reached ? 'reached' : 'not reached';
    return `Contact ${timeOf(ground)(at)}: ${who} by ${channel}, ${came} (${by})${note === null ? '' : `: ${note}`}`;
  });

const endedLines = (ground: SummaryGround): Told => {
  const ended = ground.alerts.filter(a => a.state === 'ended' && a.firedAt !== null);
  return ended.length === 0
    ? []
    : [
        `Ended in the last 14 days: ${ended.map(a => `${alertTitle(a.ruleId)} ${timeOf(ground)(a.startedAt)}`).join(', ')}`,
      ];
};

export const assessmentOf = (
  ground: SummaryGround,
  saidOf: (ground: SummaryGround) => string | null,
): Told => [
  ...readingLines(ground),
  ...symptomLines(ground),
  ...riskLines(ground, saidOf),
  ...endedLines(ground),
  ...contactLines(ground),
];

const stepLines = (ground: SummaryGround): Told => {
  const rules = [...new Set(standing(ground).map(a => a.ruleId))];
  return rules.flatMap(ruleId =>
    alertSteps(ruleId).flatMap((text, step) =>
      ground.stepsDone.some(done => done.ruleId === ruleId && done.step === step)
        ? []
        : [`Protocol of ${alertTitle(ruleId)}, not ticked: ${text}`],
    ),
  );
};

/** What people planned or asked, and what the protocol has: nothing is advised here. */
export const recommendationOf = (ground: SummaryGround): Told => {
  const time = timeOf(ground);
  const { item, tasks, asked } = ground;
  const told = [
    ...tasks.map(task => `Task due ${time(task.dueAt)}: ${task.title} (${task.because})`),
    ...asked.map(
      request =>
        `${request.kind} asked of ${request.provider ?? 'a provider'} by ${request.askedBy} ${time(request.askedAt)}, awaited by ${time(request.dueAt)}: ${request.asked}`,
    ),
    ...(item?.nextTryAt ? [`Next try to reach somebody: ${time(item.nextTryAt)}`] : []),
    ...(item?.escalatedTo ? [`Escalated to ${item.escalatedTo.replace(/^(role|person):/, '')}`] : []),
    ...stepLines(ground),
  ];
  return told.length > 0 ? told : ['Nothing is planned'];
};
