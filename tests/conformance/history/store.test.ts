import { storedHistory } from '../../../src/readings/history/stored-readings.ts';
import { testStore } from '../../support/store.ts';
import { historySuite } from './history-suite.ts';

historySuite('history in the store', async () => {
  const { store, send, patientId } = await testStore();
  return { history: storedHistory(store.readerSql), send, patientId, settle: () => Promise.resolve() };
});
