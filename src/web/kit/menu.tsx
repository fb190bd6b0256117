import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { Button } from './button.tsx';

export type MenuChoice = {
  readonly id: string;
  readonly label: string;
  /** the key that does the same */
  readonly keys?: string | undefined;
  readonly isDisabled?: boolean;
};

type Props = {
  /** what the button shows */
  readonly label: ReactNode;
  readonly name?: string;
  readonly choices: readonly MenuChoice[];
  readonly onChoose: (id: string) => void;
};

/** A button with a menu below it: arrows and letters move, Esc closes, the focus returns. */
export const Menu = ({ label, name, choices, onChoose }: Props) => (
  <MenuTrigger>
    <Button {...(name === undefined ? {} : { 'aria-label': name })}>{label}</Button>
    <AriaPopover className="popover menu-popover" placement="bottom end" offset={2}>
      <AriaMenu className="menu" onAction={key => onChoose(String(key))}>
        {choices.map(choice => (
          <AriaMenuItem
            key={choice.id}
            id={choice.id}
            textValue={choice.label}
            isDisabled={choice.isDisabled ?? false}
            className="menu-item"
          >
            {choice.label} {choice.keys && <kbd>{choice.keys}</kbd>}
          </AriaMenuItem>
        ))}
      </AriaMenu>
    </AriaPopover>
  </MenuTrigger>
);
