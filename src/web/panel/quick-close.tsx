import { RadioGroup } from '../kit/radio-group.tsx';
import { text } from '../strings.ts';
import { quickCloses } from './quick-closes.ts';

const { quickClose: words } = text.forms;

type Props = {
  readonly value: { readonly verdict: string; readonly action: string };
  readonly onChoose: (pair: { readonly verdict: string; readonly action: string }) => void;
};

/** One answer for all alerts, by one key. */
export const QuickClose = ({ value, onChoose }: Props) => {
  const choose = (key: string): boolean => {
    const chosen = quickCloses.find(each => each.key === key);
    if (chosen) onChoose({ verdict: chosen.verdict, action: chosen.action });
    return chosen !== undefined;
  };
  const same = quickCloses.find(
    ({ verdict, action }) => verdict === value.verdict && action === value.action,
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: digits serve beside the keys of the radio group within
    <div
      className="quick-close"
      data-first=""
      onKeyDown={event => {
        if (!event.ctrlKey && !event.metaKey && !event.altKey && choose(event.key)) event.preventDefault();
      }}
    >
      <RadioGroup
        label={words.label}
        help={words.help}
        value={same?.key ?? ''}
        onChange={choose}
        choices={quickCloses.map(({ key, verdict, action }) => ({
          value: key,
          label: `${key} ${text.verdicts[verdict]}: ${text.actions[action].toLowerCase()}`,
        }))}
      />
    </div>
  );
};
