import type { PatientAlertBody } from '../contract/alerts.ts';
import type { ExplanationBody } from '../contract/explanations.ts';
import type { RejectedMessageBody } from '../contract/ingest.ts';
import type { MyMinutesBody } from '../contract/minutes.ts';
import type { PatientBody, PatientSummaryBody } from '../contract/patients.ts';
import type { ProviderRequestBody, ProviderRequestsBody } from '../contract/provider-requests.ts';
import type { SuspectBody, UnownedBody } from '../contract/readings.ts';
import type { RiskMovementBody } from '../contract/reports.ts';
import type { RiskListBody } from '../contract/risk.ts';
import type { TaskPageBody } from '../contract/tasks.ts';
import type { WorklistBody, WorklistItemBody } from '../contract/worklist.ts';

/** Takes from an answer the opaque ids of the patients it shows; `null`: the one named in the path. */
export type TakePatients = ((body: unknown) => readonly string[]) | null;

const from =
  <T>(take: (body: T) => readonly string[]) =>
  (body: unknown): readonly string[] =>
    take(body as T);

type PageOf<T> = { readonly items: readonly T[] };

const summaries = from<PageOf<PatientSummaryBody>>(page => page.items.map(patient => patient.id));

const rejectedMessage = from<RejectedMessageBody>(message => message.patientIds);

const takers: Readonly<Record<string, TakePatients>> = {
  'GET /worklist': from<WorklistBody>(page => page.items.map(item => item.patient.id)),
  'GET /worklist/{id}': from<WorklistItemBody>(item => [item.patient.id]),
  'GET /patients': summaries,
  'POST /patients/search': summaries,
  'GET /patients/{id}': from<PatientBody>(patient => [patient.id]),
  'GET /alerts': from<PageOf<PatientAlertBody>>(page => page.items.map(alert => alert.patientId)),
  'GET /alerts/{id}/explanation': from<ExplanationBody>(alert => [alert.patientId]),
  'GET /unowned-readings': from<PageOf<UnownedBody>>(page =>
    page.items.flatMap(reading => reading.candidates.map(patient => patient.id)),
  ),
  'GET /suspect-readings': from<PageOf<SuspectBody>>(page => page.items.map(reading => reading.patient.id)),
  'GET /rejected/{id}': rejectedMessage,
  'POST /rejected/{id}/replay': rejectedMessage,
  'POST /rejected/{id}/discard': rejectedMessage,
  'GET /minutes': from<PageOf<MyMinutesBody>>(page => page.items.map(entry => entry.patient.id)),
  'POST /patients/{id}/limits/what-if': null,
  'GET /reports/risk-movement': from<RiskMovementBody>(({ entered, left, top }) =>
    [...entered, ...left, ...top].map(line => line.patient.id),
  ),
  'GET /tasks': from<TaskPageBody>(page => page.items.map(task => task.patient.id)),
  'GET /provider-requests': from<ProviderRequestsBody>(page => page.items.map(request => request.patient.id)),
  'POST /provider-requests/{id}/answer': from<ProviderRequestBody>(request => [request.patient.id]),
  'GET /risk': from<RiskListBody>(page => page.items.map(line => line.patient.id)),
};

/** Routes that name patients by opaque id, but show nothing else of them. */
export const showsIdsOnly: readonly string[] = [
  'GET /devices',
  'GET /devices/{id}',
  'GET /reports/device-health',
  'GET /backtests',
  'GET /backtests/{id}',
  'GET /events',
  'GET /audit',
  'GET /access',
];

/** How the patients shown by a route (`GET /worklist/{id}`) are told; undefined where it shows none. */
export const takePatients = (route: string): TakePatients | undefined => {
  const taker = takers[route];
  if (taker !== undefined) return taker;
  return route.startsWith('GET /patients/{id}/') ? null : undefined;
};
