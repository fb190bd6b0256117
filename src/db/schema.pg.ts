import { pgKit } from './kit.ts';
import { defineTables } from './schema.ts';

export const {
  program,
  patient,
  device,
  assignment,
  reading,
  unownedReading,
  unownedCandidate,
  dailyRollup,
  rejectedMessage,
  due,
  alert,
  outbox,
  worklistItem,
  worklistNote,
  alertReview,
  auditLog,
} = defineTables(pgKit);
