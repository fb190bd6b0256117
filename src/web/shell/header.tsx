import { memo } from 'react';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { Menu } from '../kit/menu.tsx';
import { laneOf } from '../lib/place.ts';
import { useMedia } from '../lib/use-media.ts';
import type { View } from '../lib/views.ts';
import { AccountMenu } from '../session/account-menu.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import type { PageGroup } from './pages.ts';
import { useCounts } from './use-counts.ts';
import { usePages } from './use-pages.ts';

/** Too narrow to have the lists side by side. */
const narrow = '(max-width: 1280px)';

/** How much waits in a view; null where that is not counted. */
const useCountOf = ({ worklist: { lines }, turns }: Desk) => {
  const counts = useCounts(turns);
  return (view: View): string | null => {
    const lane = laneOf(view);
    if (lane !== null) return lines === null ? text.none : String(lines.byLane[lane]);
    return view in counts ? counts[view as keyof typeof counts] : null;
  };
};

type GroupProps = {
  readonly views: readonly View[];
  readonly shown: View;
  readonly countOf: (view: View) => string | null;
  readonly onGo: (view: View) => void;
};

const SideBySide = ({ views, shown, countOf, onGo }: GroupProps) => (
  <div className="segments">
    {views.map(view => {
      const count = countOf(view);
      return (
        <Button
          key={view}
          {...(view === shown ? { 'aria-current': 'page' } : {})}
          className={count === '0' ? 'none-waits' : ''}
          onPress={() => onGo(view)}
        >
          {text.views[view]} {count !== null && <span className="count">{count}</span>}
        </Button>
      );
    })}
  </div>
);

const AsMenu = ({ views, shown, countOf, onGo, name }: GroupProps & { readonly name: string }) => {
  const titleOf = (view: View) => {
    const count = countOf(view);
    return count === null ? text.views[view] : `${text.views[view]} ${count}`;
  };
  return (
    <Menu
      label={
        <>
          {views.includes(shown) ? `${name}: ${text.views[shown]}` : name}{' '}
          <span className="caret" aria-hidden="true" />
        </>
      }
      choices={views.map(view => ({ id: view, label: titleOf(view) }))}
      onChoose={id => onGo(id as View)}
    />
  );
};

/** The pages that whoever is signed in may see, each with how much waits in it. */
const Navigation = ({ desk }: { readonly desk: Desk }) => {
  const isNarrow = useMedia(narrow);
  const permitted = usePages();
  // an administrator has all groups, which do not stand beside each other
  const isCrowded = isNarrow || permitted.some(page => page.view === 'accounts');
  const countOf = useCountOf(desk);
  const props = {
    shown: desk.place.view,
    countOf,
    onGo: (view: View) => desk.go({ view, item: '', patient: '' }),
  };
  const group = (name: PageGroup) => {
    const views = permitted.filter(page => page.group === name).map(page => page.view);
    if (views.length === 0) return null;
    const isMenu = name === 'lead' || name === 'site' || (name === 'lists' && isCrowded);
    return isMenu ? (
      <AsMenu {...props} views={views} name={text.views.groups[name]} />
    ) : (
      <SideBySide {...props} views={views} />
    );
  };
  return (
    <nav className="views" aria-label={text.views.label}>
      {group('lanes')}
      {group('lists')}
      {group('provider')}
      {group('lead')}
      {group('site')}
    </nav>
  );
};

type HeaderProps = { readonly desk: Desk };

/** What the header shows of the desk; the cursor moves at every key, and it need not follow. */
const isSame = ({ desk: a }: HeaderProps, { desk: b }: HeaderProps): boolean =>
  a.place === b.place && a.worklist.lines === b.worklist.lines && a.turns === b.turns;

export const Header = memo(({ desk }: HeaderProps) => {
  const { setDialog } = desk;
  return (
    <header className="header">
      <h1>{text.product}</h1>
      <Navigation desk={desk} />
      <div className="who">
        <Button className="search" onPress={() => setDialog('search')} keys="/" aria-haspopup="dialog">
          {text.search.open} <kbd>/</kbd>
        </Button>
        <AccountMenu onPassword={() => setDialog('password')} />
        <IconButton className="help" label={text.help.open} onPress={() => setDialog('help')}>
          ?
        </IconButton>
      </div>
    </header>
  );
}, isSame);
