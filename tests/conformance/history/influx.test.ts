import { describe } from 'vitest';
import { silentLog } from '../../../src/log.ts';
import { pruneOnce } from '../../../src/readings/history/hot-window.ts';
import { historyOf } from '../../../src/readings/history/influx-history.ts';
import { openHistory, sharedInflux } from '../../support/influx.ts';
import { influxd } from '../../support/services.ts';
import { historySuite } from './history-suite.ts';

const server = sharedInflux();

describe.skipIf(influxd().missing)('a store that was pruned', () => {
  historySuite('history in the store and in InfluxDB', async () => {
    const s = await openHistory(server());
    const { store, influx, clock, metrics, send, patientId } = s;
    const forwarder = s.forwarder();
    const settle = async (): Promise<void> => {
      await forwarder.idle();
      await pruneOnce({ store, influx, clock, metrics, log: silentLog, hotDays: 35 });
    };
    return { history: historyOf({ sql: store.readerSql, influx }), send, patientId, settle };
  });
});
