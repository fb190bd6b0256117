import type { AlertBody } from '../../contract/alerts.ts';
import { Button } from '../kit/button.tsx';
import { SeverityChip } from '../list/severity-chip.tsx';
import { panelWords } from '../strings/panel-charts.ts';

type Props = { readonly alerts: readonly AlertBody[]; readonly onAlerts: () => void };

/** Why the patient waits, where another tab than that of the alerts is shown. */
export const PanelReason = ({ alerts, onAlerts }: Props) => {
  const speaking = alerts.filter(alert => alert.quiet === null && alert.state !== 'ended');
  const first = speaking[0] ?? alerts[0];
  if (!first) return null;
  const more = speaking.length - 1;
  return (
    <p className={`reason ${first.severity}`}>
      <SeverityChip severity={first.severity} />
      <strong>{first.because}</strong>
      {more > 0 && <span className="muted">{panelWords.whyMore(more)}</span>}
      <Button look="link" small onPress={onAlerts}>
        {panelWords.toNow}
      </Button>
    </p>
  );
};
