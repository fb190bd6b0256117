import type { App } from '../app.ts';
import type { PatientSummaryBody } from '../contract/patients.ts';
import type { WorklistBody } from '../contract/worklist.ts';
import { dayMs, hourMs, minuteMs } from '../domain/local-day.ts';
import { demoStaff } from './demo-staff.ts';

type Post = (path: string, body: object, by?: string) => Promise<void>;

const [nurse] = demoStaff.nurses;

const callsTo = ({ api, tokens }: Pick<App, 'api' | 'tokens'>) => {
  const headers = (by: string) => ({
    host: '127.0.0.1',
    authorization: `Bearer ${tokens.operator}`,
    'content-type': 'application/json',
    'vigil-actor': encodeURIComponent(by),
  });
  const get = async <T>(path: string): Promise<T> => {
    const response = await api.request(`/api/v1${path}`, { headers: headers(nurse) });
    return (await response.json()) as T;
  };
  const post: Post = async (path, body, by = nurse) => {
    const init = { method: 'POST', headers: headers(by), body: JSON.stringify(body) };
    const response = await api.request(`/api/v1${path}`, init);
    if (!response.ok) throw new Error(`the demonstration could not POST ${path}: ${response.status}`);
  };
  return { get, post };
};

const medications = [
  { name: 'Furosemide', dose: '40 mg once a day' },
  { name: 'Bisoprolol', dose: '5 mg once a day' },
  { name: 'Sacubitril and valsartan', dose: '49/51 mg twice a day' },
];

const giveMedications = async (post: Post, patients: readonly PatientSummaryBody[]): Promise<void> => {
  for (const [n, { id }] of patients.entries()) {
    for (const medication of medications.slice(0, 1 + (n % medications.length))) {
      await post(`/patients/${id}/medications`, medication);
    }
  }
};

/** Two came home lately: one is called today, the other was to be called yesterday. */
const discharge = async (post: Post, patients: readonly PatientSummaryBody[], now: number): Promise<void> => {
  for (const [n, { id }] of patients.slice(0, 2).entries()) {
    await post(`/patients/${id}/discharges`, {
      class: 'inpatient',
      admittedAt: new Date(now - (7 + n) * dayMs).toISOString(),
      dischargedAt: new Date(now - (2 + n) * dayMs - hourMs).toISOString(),
      emergent: true,
    });
  }
};

const questions = [
  {
    kind: 'medication-change',
    what: 'Up 2.4 kg in 6 days and swollen ankles: raise the diuretic for 3 days?',
  },
  { kind: 'order', what: 'Dizzy when standing: potassium and creatinine this week?' },
];

const askProvider = async (post: Post, itemIds: readonly string[]): Promise<void> => {
  for (const [n, id] of itemIds.slice(0, questions.length).entries()) {
    await post(`/worklist/${id}/await-provider`, questions[n] ?? {});
  }
};

const spendMinutes = async (
  post: Post,
  patients: readonly PatientSummaryBody[],
  now: number,
): Promise<void> => {
  for (const [n, { id }] of patients.slice(0, 6).entries()) {
    await post(`/patients/${id}/minutes`, {
      activity: 'call',
      interactive: true,
      startedAt: new Date(now - (n + 1) * 2 * hourMs).toISOString(),
      seconds: (6 + n) * 60,
      note: 'weekly call',
    });
  }
};

/** What people would have done in the days before: discharges, medications, questions to the provider, minutes. */
export const careDemo = async (app: Pick<App, 'api' | 'tokens'>, now: number): Promise<void> => {
  const { get, post } = callsTo(app);
  const inProgram = '/patients?program=heart-failure&limit=40';
  const { items: patients } = await get<{ items: PatientSummaryBody[] }>(inProgram);
  const { items: lines } = await get<WorklistBody>('/worklist?program=heart-failure&lane=clinical&limit=10');
  const onList = new Set(lines.map(line => line.patient.id));
  const atEase = patients.filter(({ id, status }) => !onList.has(id) && status === 'active');
  await giveMedications(post, patients);
  await discharge(post, atEase, now);
  await askProvider(
    post,
    lines.slice(2).map(line => line.id),
  );
  await spendMinutes(post, patients, now - minuteMs);
  const [asked] = lines;
  if (asked) {
    await post(`/patients/${asked.patient.id}/symptoms`, {
      answers: { swelling: 'worse' },
      saidBy: 'patient',
    });
  }
};
