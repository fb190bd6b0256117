/** Letters as people type them into a search box: no case, no accents. */
export const foldForSearch = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

const digitsOf = (text: string): string => text.replace(/\D/g, '');

type Named = {
  readonly family: string;
  readonly given: string;
  readonly siteId: string;
  readonly phone: string | null;
};

/** What a search looks in: the name in either order, the site's id, and the phone as written and as mere digits. */
export const searchTextOf = ({ family, given, siteId, phone }: Named): string =>
  foldForSearch([family, given, family, siteId, phone ?? '', digitsOf(phone ?? '')].join(' ')).trim();

const fewestDigits = 3;
/** a country code or a trunk zero may stand before these, or not */
const nationalDigits = 10;

const fewestLocalDigits = 7;
const longestCountryCode = 3;

/** The digits after a country code or a trunk digit, which the number on file may be without. */
const withoutPrefix = (typed: string, digits: string): readonly string[] => {
  const isInternational = /^\s*\+/.test(typed);
  if (!isInternational && !/^[01]/.test(digits)) return [];
  const lengths = Array.from({ length: isInternational ? longestCountryCode : 1 }, (_, i) => i + 1);
  return lengths.map(length => digits.slice(length)).filter(rest => rest.length >= fewestLocalDigits);
};

/** Texts of which one must stand in the search text: what was typed, and the digits of a phone number whatever its punctuation. */
export const searchedFor = (typed: string): readonly string[] => {
  // as lists write a name: "Ruiz, Ana"
  const folded = foldForSearch(typed).replaceAll(',', ' ').replace(/\s+/g, ' ').trim();
  const digits = digitsOf(typed);
  const isPhone = digits.length >= fewestDigits && /^[\d\s()+./-]+$/.test(typed);
  return isPhone ? [folded, digits.slice(-nationalDigits), ...withoutPrefix(typed, digits)] : [folded];
};
