import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { text } from '../strings.ts';
import { deeds } from '../verbs/deeds.ts';

type Row = readonly [key: string, meaning: string];

/** Deeds that share a key, as one row. */
const deedRows = (): Row[] => {
  const byKey = Map.groupBy(deeds, deed => deed.key);
  return [...byKey].map(([key, same]) => [
    key,
    same.map(deed => text.deeds[deed.name].label.toLowerCase()).join(', '),
  ]);
};

const Keys = ({ title, rows }: { title: string; rows: readonly Row[] }) => (
  <section>
    <h3>{title}</h3>
    <dl className="keys">
      {rows.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </section>
);

export const HelpDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={text.help.title} onClose={onClose} width="wide">
    <div className="key-groups">
      <Keys title={text.help.everywhere} rows={text.help.keys} />
      <Keys title={text.help.deeds} rows={deedRows()} />
    </div>
    <p className="muted">{text.help.scope}</p>
    <div className="buttons">
      <Button look="primary" onPress={onClose}>
        {text.help.close}
      </Button>
    </div>
  </Dialog>
);
