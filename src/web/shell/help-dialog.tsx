import { text } from '../strings.ts';
import { Dialog } from './dialog.tsx';

export const HelpDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={text.help.title} onClose={onClose}>
    <dl className="keys">
      {text.help.keys.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
    <p className="muted">{text.help.scope}</p>
    <div className="buttons">
      <button type="button" className="primary" onClick={onClose}>
        {text.help.close}
      </button>
    </div>
  </Dialog>
);
