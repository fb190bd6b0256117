import type { ProviderRequestBody } from '../../contract/provider-requests.ts';
import { Button } from '../kit/button.tsx';
import { ageYears, duration, formatTime, sinceMs } from '../lib/times.ts';
import { fullName } from '../list/line-name.ts';
import { SeverityChip } from '../list/severity-chip.tsx';
import { Sparkline } from '../list/sparkline.tsx';
import { providerWords as words } from '../strings/provider.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import type { AnswerBody } from './answer-draft.ts';
import { AnswerForm } from './answer-form.tsx';

type Props = {
  readonly desk: Desk;
  readonly request: ProviderRequestBody;
  readonly inTabOrder: boolean;
  readonly isAnswering: boolean;
  readonly busy: boolean;
  readonly onAnswer: (isOpen: boolean) => void;
  readonly onSend: (body: AnswerBody) => Promise<boolean>;
};

const Clock = ({ request, now }: { readonly request: ProviderRequestBody; readonly now: number }) => {
  const { due, decision, answeredBy, answeredAt, answer } = request;
  if (decision !== null && answeredAt !== null) {
    const said = words.answeredBy(
      words.ends[decision],
      answeredBy ?? text.none,
      formatTime(answeredAt, 'dayTime'),
    );
    return <span className="muted facts-line">{answer === null ? said : `${said}: ${answer}`}</span>;
  }
  const lateMs = sinceMs(due, now);
  return (
    <time className={lateMs > 0 ? 'due overdue' : 'due'} dateTime={due} title={formatTime(due, 'full')}>
      {lateMs > 0 ? words.overdue(duration(lateMs)) : words.due(duration(-lateMs))}
    </time>
  );
};

export const RequestLine = (props: Props) => {
  const { desk, request, inTabOrder, isAnswering, busy, onAnswer, onSend } = props;
  const { patient, item, kind, asked, askedBy, since, provider, decision } = request;
  const name = fullName(patient);
  const isOpen = patient.id === desk.place.patient;
  const about = [
    text.age(ageYears(patient.birthDate, desk.now, patient.timeZone)),
    text.sex(patient.sex),
    desk.programNames.get(patient.programId) ?? patient.programId,
    words.asked(askedBy, duration(sinceMs(since, desk.now))),
    provider ?? words.anyProvider,
  ];
  return (
    <li className={isOpen ? 'line card-line open' : 'line card-line'} data-line={request.id}>
      <button
        type="button"
        className="name"
        tabIndex={inTabOrder ? 0 : -1}
        aria-current={isOpen}
        onClick={() => desk.openPatient(patient.id)}
        onFocus={() => desk.setCursor(request.id)}
      >
        {name}
      </button>
      <SeverityChip severity={item.severity} />
      <Clock request={request} now={desk.now} />
      <p className="asked">
        <strong>{words.kinds[kind]}:</strong> {asked}
      </p>
      {item.why && <p className="because">{item.why.because}</p>}
      <Sparkline spark={item.sparkline} />
      <span className="muted facts-line">{about.join(' · ')}</span>
      {decision === null && !isAnswering && (
        <Button onPress={() => onAnswer(true)} aria-label={words.form.title(name)}>
          {words.answer}
        </Button>
      )}
      {isAnswering && (
        <AnswerForm
          requestId={request.id}
          version={request.version}
          name={name}
          busy={busy}
          onSend={onSend}
          onCancel={() => onAnswer(false)}
        />
      )}
    </li>
  );
};
