import { text } from '../strings.ts';
import { type Deed, type DeedName, deeds, mayDo } from './deeds.ts';
import type { Subject } from './subject.ts';
import { useMenu } from './use-menu.ts';

type Props = {
  readonly subject: Subject;
  readonly busy: boolean;
  readonly form: DeedName | null;
  readonly onDeed: (deed: Deed) => void;
};

const DeedButton = ({ deed, subject, busy, form, onDeed }: Props & { deed: Deed }) => (
  <button
    type="button"
    className={deed.atOnce ? 'primary' : undefined}
    disabled={deed.atOnce && (busy || !mayDo(deed, subject))}
    aria-expanded={deed.atOnce ? undefined : form === deed.name}
    onClick={() => onDeed(deed)}
    aria-keyshortcuts={deed.key}
  >
    {text.deeds[deed.name].label} <kbd>{deed.key}</kbd>
  </button>
);

const More = ({ offered, onDeed }: { offered: readonly Deed[]; onDeed: (deed: Deed) => void }) => {
  const { isOpen, box, onKeyDown, toggle, close } = useMenu();
  const choose = (deed: Deed) => {
    close();
    onDeed(deed);
  };
  return (
    <div className="menu-box" ref={box}>
      <button type="button" aria-haspopup="menu" aria-expanded={isOpen} onClick={toggle}>
        {text.panel.more}
      </button>
      {isOpen && (
        <div className="menu" role="menu" tabIndex={-1} aria-label={text.panel.more} onKeyDown={onKeyDown}>
          {offered.map(deed => (
            <button key={deed.name} type="button" role="menuitem" tabIndex={-1} onClick={() => choose(deed)}>
              {text.deeds[deed.name].label} <kbd>{deed.key}</kbd>
            </button>
          ))}
        </div>
      )}
    </div>
  );
};

/** What may be done now: the usual deeds as buttons, the others in a menu; without a line they are few enough. */
export const DeedButtons = (props: Props) => {
  const { subject, onDeed } = props;
  const offered = deeds.filter(deed => deed.isOffered(subject));
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
