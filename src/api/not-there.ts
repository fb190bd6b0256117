import type { SubjectKind } from '../accounts/subject.ts';
import { AppError } from '../errors.ts';

const words: Readonly<Record<SubjectKind, readonly [what: string, remedy: string]>> = {
  patient: ['patient', "use the site's own patient id or an id from GET /api/v1/patients"],
  item: ['worklist item', 'take an id from GET /api/v1/worklist'],
  alert: ['alert', 'take an id from GET /api/v1/alerts'],
  program: ['program', 'see GET /api/v1/programs'],
  reading: ['reading', 'take an id from the lists of readings'],
  device: ['device', 'see GET /api/v1/devices'],
  rejected: ['rejected message', 'take an id from GET /api/v1/rejected'],
  assignment: ['assignment', 'take an id from GET /api/v1/devices'],
  backtest: ['back-test', 'see GET /api/v1/backtests'],
  task: ['task', 'take an id from GET /api/v1/tasks'],
  minutes: ['entry of minutes', 'see GET /api/v1/minutes'],
  'symptom-report': ['report of symptoms', "take an id from the patient's reports"],
  incident: ['incident', 'see GET /api/v1/incidents'],
  'provider-request': ['request to a provider', 'see GET /api/v1/provider-requests'],
};

/** What is out of somebody's reach is not there for her. */
export const notThere = (kind: SubjectKind, field = 'id'): AppError => {
  const [what, remedy] = words[kind];
  return new AppError('not-found', `there is no such ${what}`, { field, remedy });
};
