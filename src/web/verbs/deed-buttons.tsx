import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { useAccount } from '../session/session.ts';
import { text } from '../strings.ts';
import { type Deed, type DeedName, deeds, isPermitted, mayDo } from './deeds.ts';
import type { Subject } from './subject.ts';

type Props = {
  readonly subject: Subject;
  readonly busy: boolean;
  readonly form: DeedName | null;
  readonly onDeed: (deed: Deed) => void;
};

const DeedButton = ({ deed, subject, busy, form, onDeed }: Props & { deed: Deed }) => (
  <Button
    look={deed.atOnce ? 'primary' : 'plain'}
    isDisabled={deed.atOnce === true && (busy || !mayDo(deed, subject))}
    {...(deed.atOnce ? {} : { 'aria-expanded': form === deed.name })}
    onPress={() => onDeed(deed)}
    keys={deed.key}
  >
    {text.deeds[deed.name].label} <kbd>{deed.key}</kbd>
  </Button>
);

const More = ({ offered, onDeed }: { offered: readonly Deed[]; onDeed: (deed: Deed) => void }) => (
  <Menu
    label={text.panel.more}
    choices={offered.map(({ name, key }) => ({ id: name, label: text.deeds[name].label, keys: key }))}
    onChoose={id => {
      const deed = offered.find(each => each.name === id);
      if (deed) onDeed(deed);
    }}
  />
);

/** What may be done now: the usual deeds as buttons, the others in a menu; without a line they are few enough. */
export const DeedButtons = (props: Props) => {
  const { subject, onDeed } = props;
  const { permissions } = useAccount();
  const offered = deeds.filter(deed => deed.isOffered(subject) && isPermitted(deed, permissions));
  const inBar = offered.filter(deed => deed.where === 'bar' || subject.item === null);
  const inMenu = offered.filter(deed => !inBar.includes(deed));
  return (
    <div className="buttons">
      {inBar.map(deed => (
        <DeedButton key={deed.name} {...props} deed={deed} />
      ))}
      {inMenu.length > 0 && <More offered={inMenu} onDeed={onDeed} />}
    </div>
  );
};
