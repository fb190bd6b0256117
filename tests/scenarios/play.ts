import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HeldClock } from '../../src/clock.ts';
import type { App } from '../support/app.ts';
import { deliver, enrol, type Sent, testApp } from '../support/app.ts';
import { type Act, actsOf, perform } from './acts.ts';
import { look, type Moment } from './moments.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
/** By name of folder. */
export const timelines = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

export const read = (name: string, file: string) => readFileSync(`${folder}${name}/${file}`, 'utf8');

const messagesOf = (name: string): Sent[] =>
  read(name, 'stream.jsonl')
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const { at, topic, payload } = JSON.parse(line) as { at: string; topic: string; payload: unknown };
      return { at: Date.parse(at), topic, payload };
    });

const peopleOf = (name: string): Act[] =>
  existsSync(`${folder}${name}/acts.jsonl`) ? actsOf(read(name, 'acts.jsonl')) : [];

type Step = Sent | Act | { readonly at: number; readonly moment: Moment };

/** Messages, what people do and what is looked at, in order of time; a person sees everything judged that came before. */
const play = async (app: App, clock: HeldClock, steps: readonly Step[]) => {
  for (const step of steps.toSorted((a, b) => a.at - b.at)) {
    if ('topic' in step) {
      await deliver(app, clock, [step as Sent]);
      continue;
    }
    await app.evaluator.idle();
    clock.set(step.at);
    await app.evaluator.idle();
    if ('moment' in step) await look(app, step.moment as Moment);
    else await perform(app, step as Act);
  }
};

/** Plays a timeline through a whole app, up to an instant after its last message, and looks at it on the way. */
export const playTimeline = async (
  name: string,
  until: number,
  moments: readonly Moment[] = [],
): Promise<{ app: App; clock: HeldClock }> => {
  const messages = messagesOf(name);
  const acts = peopleOf(name);
  const startAt = Math.min(...[...messages, ...acts].map(step => step.at));
  const { app, clock } = await testApp(startAt);
  await enrol(app, startAt, read(name, 'roster.csv'));
  const looks = moments.map(moment => ({ at: Date.parse(moment.at), moment }));
  await play(app, clock, [...messages, ...acts, ...looks]);
  await app.evaluator.idle();
  clock.set(until);
  await app.evaluator.idle();
  return { app, clock };
};
