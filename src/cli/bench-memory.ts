import { startApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { silentLog } from '../log.ts';
import { judgeRound } from './bench-evaluate.ts';
import { benchSpanMs } from './bench-messages.ts';
import { benchOptions } from './bench-modes.ts';

/** Says what a Vigil over the folder of a bench has in memory. A process of its own: what filled the folder is not counted. */
const [dataFolder = '', patients] = process.argv.slice(2);
const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1_048_576);
const app = await startApp(benchOptions(dataFolder, systemClock, silentLog));
const upMb = megabytes();
const at = systemClock.now();
await judgeRound(app, Number(patients), 0, at - benchSpanMs, at);
process.stdout.write(JSON.stringify({ upMb, afterRoundMb: megabytes() }));
await app.close();
