import type { PageBody } from '../../contract/pages.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';
import type { ItemHead } from '../verbs/subject.ts';

const { pages: words } = text;

const cameTo = ({ state, delivery, answeredBy }: PageBody): string => {
  if (state === 'answered') return words.answered(answeredBy ?? text.none);
  return delivery === 'failed' ? words.failed : words.unanswered;
};

const sentenceOf = (page: PageBody): string => {
  const { state, to, delivery } = page;
  const at = formatTime(page.at, 'dayTime');
  if (state === 'held') return words.held(at);
  if (to === null) return words.nobody(at);
  if (state === 'nobody') return words.unreachable(to, at);
  return delivery === null && state !== 'answered'
    ? words.told(to, at)
    : `${words.told(to, at)}, ${cameTo(page)}`;
};

/** Who was last told of a line, and what came of it; null when nobody was, or somebody has answered since. */
export const lastTold = ({ lastPage: page, state }: ItemHead): string | null => {
  if (!page || state !== 'open' || page.state === 'answered') return null;
  return page.note === null ? sentenceOf(page) : `${sentenceOf(page)}: ${page.note}`;
};
