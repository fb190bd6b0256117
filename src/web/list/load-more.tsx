import { text } from '../strings.ts';

type Props = { more: boolean; loading: boolean; hidden: number; onMore: () => void };

export const LoadMore = ({ more, loading, hidden, onMore }: Props) => {
  if (!more && hidden <= 0) return null;
  return (
    <div className="more">
      <button type="button" onClick={onMore} disabled={loading || !more}>
        {loading ? text.loading : text.list.loadMore}
      </button>
      {hidden > 0 && <span className="muted">{text.list.notShown(hidden)}</span>}
    </div>
  );
};
