import { dayMs, hourMs } from '../domain/local-day.ts';
import { sharingGroups } from '../evaluation/judge-quality/groups.ts';
import { type JudgedStay, readStays } from '../evaluation/judge-quality/stays.ts';
import { readTruth, type TrueEvent, wrongLines } from '../evaluation/judge-quality/truth.ts';
import { type CommandContext, UsageError } from './command.ts';
import { dealt, type Judging, type Panel } from './evaluate-alerts-panel.ts';
import { type JudgedRoster, readJudgedRoster } from './evaluate-alerts-roster.ts';
import { workers } from './evaluate-alerts-run.ts';
import { indexStream } from './evaluate-alerts-stream.ts';
import { isSimulatedStream } from './simulated-manifest.ts';

type Files = Readonly<Record<'stream' | 'roster' | 'truth', string>> & {
  readonly stays?: string | undefined;
};
type Texts = Readonly<Record<'roster' | 'truth', string>> & { readonly stays?: string };

/** Errors of an imported file, with its name. */
const naming = <T>(file: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    const told = wrongLines(file, error);
    throw told === null ? error : new UsageError(told);
  }
};

const staysIn = (
  { stays: file = 'stays' }: Files,
  { stays: text }: Texts,
  patients: ReadonlySet<string>,
  tell: CommandContext['tell'],
): readonly JudgedStay[] => {
  if (text === undefined) return [];
  const { stays, strangers } = naming(file, () => readStays(text, patients));
  if (strangers > 0) tell(`${file}: ${strangers} lines of patients who are not in the roster`);
  return stays;
};

/** Convention: of more than so many patients behind one gateway the streams are not held in memory together. */
const mostBehindOne = 200;

/** Who is judged together: those who share a device, and those behind one gateway, which is then watched as in life. */
const groupsOf = (
  { held, behind }: JudgedRoster,
  tell: CommandContext['tell'],
): readonly (readonly string[])[] => {
  const byGateway = Map.groupBy(behind, b => b.gateway);
  const links = [...byGateway].flatMap(([gateway, its]) => {
    const patients = new Set(its.map(b => b.patient));
    if (patients.size > mostBehindOne) {
      tell(`gateway ${gateway}: ${patients.size} patients, more than ${mostBehindOne}: each is judged alone`);
      return [];
    }
    return [...patients].map(patient => ({ patient, device: `gateway ${gateway}` }));
  });
  return sharingGroups([...held, ...links]);
};

/** What waits for a repeat when the last message has come is decided, and an outcome of that day is seen. */
const endOf = (lastAt: number, truth: readonly TrueEvent[]): number => {
  const soon = truth.map(e => e.outcome).filter(outcome => outcome <= lastAt + dayMs);
  return Math.max(lastAt + hourMs, ...soon);
};

/**
 * Somebody else's stream, roster, truth and stays. Patients are enrolled with the first message of the stream; they
 * count as simulated where a manifest beside the stream says so.
 * @throws UsageError naming file, line and field of what is wrong
 */
export const givenPanel = async (
  files: Files,
  texts: Texts,
  judging: Judging,
  { clock, tell }: Pick<CommandContext, 'clock' | 'tell'>,
): Promise<Panel> => {
  const readRoster = (at: number) => naming(files.roster, () => readJudgedRoster(texts.roster, at));
  const roster = readRoster(clock.now());
  const truth = naming(files.truth, () => readTruth(texts.truth, roster.patients));
  const stays = staysIn(files, texts, roster.patients, tell);
  if (roster.ignored.length > 0)
    tell(`${files.roster}: columns that say nothing: ${roster.ignored.join(', ')}`);
  const groups = groupsOf(roster, tell);
  const groupOfPatient = new Map(groups.flatMap((patients, i) => patients.map(p => [p, i] as const)));
  const groupOfDevice = new Map(roster.held.map(h => [h.device, groupOfPatient.get(h.patient) ?? 0]));
  const index = await indexStream(
    files.stream,
    device => groupOfDevice.get(device),
    groups.length,
    () => {},
  );
  if (index.strangers > 0)
    tell(
      `${files.stream}: ${index.strangers} messages on topics or of devices that ${files.roster} does not know`,
    );
  const startAt = index.firstAt;
  // ages are of the day of enrolment
  readRoster(startAt);
  const endAt = endOf(index.lastAt, truth);
  const placed = groups.flatMap((patients, i) => {
    const places = index.places[i];
    return places ? [{ patients, places }] : [];
  });
  const shares = dealt(placed, workers(roster.patients.size)).map(hand => {
    const its = new Set(hand.flatMap(g => g.patients));
    return {
      roster: roster.of(its),
      truth: truth.filter(e => its.has(e.patient) && e.outcome >= startAt && e.outcome <= endAt),
      stays: stays.filter(s => its.has(s.patient)),
      startAt,
      endAt,
      ...judging,
      heldFrom: roster.heldFrom,
      source: { is: 'stream' as const, file: files.stream, groups: hand },
    };
  });
  const patients = roster.patients.size;
  const simulated = isSimulatedStream(files.stream);
  return { simulated, patients, startAt, endAt, truth, strangers: index.strangers, shares };
};
