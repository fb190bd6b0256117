import { explainAlert } from '../evaluation/explain.ts';
import { readArgs } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { explanationText } from './explain-text.ts';
import { lookInto, whereAsked } from './open-asked.ts';

export const explain: Command = {
  help: `vigil explain ALERT [--all-days] [--data FOLDER] [--demo] [--json]
  Says why an alert is what it is: the rule and its version, the readings and days it rests on, the limits and
  parameters in force then and on whose word, what stood before, what keeps it quiet, what became of it; and whether
  the rule finds the same on the kept grounds today. Only reads, also while the service runs.
  --all-days     every day it rests on, not only the last 14
  --data FOLDER  the data folder (default DATABASE_URL where it is set, else VIGIL_DATA)
  --demo         the store of vigil demo, in the folder "demo" of it`,
  run: async (args, { config, print }) => {
    const { values, positionals } = readArgs(args, {
      'all-days': { type: 'boolean' },
      data: { type: 'string' },
      demo: { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const [id, ...rest] = positionals;
    if (id === undefined || rest.length > 0) throw new UsageError('name one alert: vigil explain alr_…');
    const explained = await lookInto(whereAsked(values, config), (store, history) =>
      explainAlert({ ...store, history }, id),
    );
    const text = () => explanationText(explained, { allDays: values['all-days'] === true });
    print(values.json ? JSON.stringify(explained, null, 2) : text());
  },
};
