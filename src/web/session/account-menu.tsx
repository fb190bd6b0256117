import type { Preferences } from '../../contract/session.ts';
import { Button } from '../kit/button.tsx';
import { Popover } from '../kit/popover.tsx';
import { RadioGroup } from '../kit/radio-group.tsx';
import { Switch } from '../kit/switch.tsx';
import { toasts } from '../kit/toast.tsx';
import { askToNotify } from '../notify/browser-notice.ts';
import { text } from '../strings.ts';
import { session, useAccount } from './session.ts';

const { account: words } = text;

const choices = {
  theme: ['system', 'light', 'dark'],
  glucose: ['mg/dL', 'mmol/L'],
  weight: ['kg', 'lb'],
} as const;

const save = async (next: Preferences): Promise<void> => {
  const problem = await session.setPreferences(next);
  if (problem !== null) toasts.show(words.notSaved, words.notSaved);
};

const notify = async (preferences: Preferences, isOn: boolean): Promise<void> => {
  const isAllowed = !isOn || (await askToNotify());
  if (!isAllowed) toasts.show(words.notifyRefused, words.notifyRefused);
  await save({ ...preferences, notify: isOn && isAllowed });
};

const PreferenceFields = ({ preferences }: { readonly preferences: Preferences }) => (
  <>
    {(['theme', 'glucose', 'weight'] as const).map(name => (
      <RadioGroup
        key={name}
        label={words.names[name]}
        value={preferences[name]}
        choices={choices[name].map(value => ({ value, label: words.choices[value] }))}
        onChange={value => void save({ ...preferences, [name]: value })}
      />
    ))}
    <Switch isSelected={preferences.notify} onChange={isOn => void notify(preferences, isOn)}>
      {words.notify}
    </Switch>
    <Switch isSelected={preferences.sound} onChange={sound => void save({ ...preferences, sound })}>
      {words.sound}
    </Switch>
  </>
);

/** Who is signed in, how she likes things, and the way out. */
export const AccountMenu = ({ onPassword }: { readonly onPassword: () => void }) => {
  const { name, roles, preferences } = useAccount();
  return (
    <Popover
      label={words.label}
      trigger={
        <Button className="account" aria-label={words.open(name)}>
          {name} <span className="caret" aria-hidden="true" />
        </Button>
      }
    >
      {close => (
        <div className="stack account-menu">
          <div>
            <strong>{name}</strong>
            <p className="muted small">{roles.map(role => words.roles[role]).join(', ')}</p>
          </div>
          <PreferenceFields preferences={preferences} />
          <div className="buttons">
            <Button
              onPress={() => {
                close();
                onPassword();
              }}
            >
              {text.password.open}
            </Button>
            <Button onPress={() => void session.signOut()}>{words.signOut}</Button>
          </div>
        </div>
      )}
    </Popover>
  );
};
