import type { Attendance } from '../attendance/attendance.ts';
import type { Dispatcher } from '../worklist/webhooks/dispatcher.ts';

const nothing = async (): Promise<void> => {};

/** What stands in a process that has not the role. */
export const idleAttendance: Attendance = { kick: () => {}, idle: nothing, stop: nothing };
export const idleDispatcher: Dispatcher = { idle: nothing, stop: nothing };
