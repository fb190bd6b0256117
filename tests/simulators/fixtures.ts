import type { Course } from '../../simulators/course.ts';
import { type SimulatedPatient, simulatePanel } from '../../simulators/patient.ts';
import { dayMs } from '../../src/domain/local-day.ts';

export const endAt = Date.parse('2026-11-23T18:00:00Z');
/** contains the end of daylight saving time on 1 November */
export const startAt = endAt - 90 * dayMs;

const crowd = simulatePanel({ seed: 'courses', count: 3000, endAt });

export const patientsOn = <Name extends Course['is']>(name: Name) =>
  crowd.filter(
    (patient): patient is SimulatedPatient & { readonly course: Extract<Course, { is: Name }> } =>
      patient.course.is === name,
  );
