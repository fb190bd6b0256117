import { openReadOnly } from '../db/open-read-only.ts';
import { explainAlert } from '../evaluation/explain.ts';
import { readArgs } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { explanationText } from './explain-text.ts';

export const explain: Command = {
  help: `vigil explain ALERT [--data FOLDER] [--json]
  Says why an alert is what it is: the rule and its version, the readings and days it rests on, the limits and
  parameters in force then and on whose word, what stood before, what keeps it quiet, what became of it; and whether
  the rule finds the same on the kept grounds today. Only reads, also while the service runs.
  --data FOLDER  the data folder (default VIGIL_DATA)`,
  run: async (args, { config, print }) => {
    const { values, positionals } = readArgs(args, { data: { type: 'string' }, json: { type: 'boolean' } });
    const [id, ...rest] = positionals;
    if (id === undefined || rest.length > 0) throw new UsageError('name one alert: vigil explain alr_…');
    const store = openReadOnly(values.data ?? config.dataFolder, { table: 'alert', column: 'quiet_by' });
    try {
      const explained = await explainAlert(store, id);
      print(values.json ? JSON.stringify(explained, null, 2) : explanationText(explained));
    } finally {
      store.close();
    }
  },
};
