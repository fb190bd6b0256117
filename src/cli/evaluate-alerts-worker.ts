import { parentPort, workerData } from 'node:worker_threads';
import type { JudgedPatient, ShareReport } from '../evaluation/judge-quality/judge-share.ts';
import { goOnIfWanted, untilUnwanted } from '../unwanted.ts';
import { judgeWorkerShare, type WorkerShare } from './evaluate-alerts-share.ts';

export type FromWorker =
  | { readonly is: 'judged'; readonly patient: JudgedPatient }
  | { readonly is: 'done'; readonly report: ShareReport };

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

await untilUnwanted(async () => {
  const onPatient = (patient: JudgedPatient): void => {
    goOnIfWanted();
    tell({ is: 'judged', patient });
  };
  const report = await judgeWorkerShare(workerData as WorkerShare, onPatient, goOnIfWanted);
  tell({ is: 'done', report });
});
