import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { type AssignDeps, type Assigned, type AssignmentRow, endAt, followUp } from './assignment-rows.ts';
import { changeRoster } from './change-roster.ts';

export const endAssignmentInput = z.strictObject({
  at: z.iso.datetime({ offset: true }).optional().describe('now if left out'),
  moveReadings: z
    .boolean()
    .default(false)
    .describe('moves readings measured since then that are clearly somebody else’s; else they are counted'),
});
export type EndAssignmentInput = z.infer<typeof endAssignmentInput>;

const fetchAssignment = async ({ store: { db, t } }: AssignDeps, id: string): Promise<AssignmentRow> => {
  const [assignment] = await db.select().from(t.assignment).where(eq(t.assignment.id, id));
  if (assignment) return assignment;
  throw new AppError('not-found', 'there is no such assignment', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/devices/{id}',
  });
};

const alreadyEnded = (): AppError =>
  new AppError('not-allowed-now', 'this assignment has ended by then already', {
    field: 'at',
    remedy: 'name an earlier time, or leave it as it is',
  });

/** Ends who has a device, now, earlier or later. @throws AppError not-found, bad-request, not-allowed-now */
export const endAssignment = (deps: AssignDeps, id: string, input: EndAssignmentInput): Promise<Assigned> =>
  changeRoster(
    deps,
    async () => {
      const assignment = await fetchAssignment(deps, id);
      const { deviceId, fromAt, untilAt } = assignment;
      const at = input.at === undefined ? deps.at : Date.parse(input.at);
      if (untilAt !== null && untilAt <= at) throw alreadyEnded();
      if (fromAt !== null && at <= fromAt) {
        throw new AppError('bad-request', 'an assignment ends after it begins', {
          field: 'at',
          remedy: 'name a time after its `from`',
        });
      }
      if (!(await endAt(deps, assignment, at))) throw alreadyEnded();
      const { moveReadings } = input;
      return followUp(deps, {
        action: 'device.end-assignment',
        assignmentId: id,
        deviceId,
        sinceAt: at,
        moveReadings,
      });
    },
    ({ patientIds }) => patientIds,
  );
