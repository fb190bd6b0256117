const quotedOrPlace = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?|@[a-zA-Z]\w*/g;

/**
 * A statement's text for SQLite, so that it is parsed and planned once, however often it is executed. For a bare place in a
 * LIMIT, and in many conditions, the planner looks at the value that is bound, and plans anew once that is cleared
 * (`sqlite3VdbeReprepareOnBind`, SQLite 3.54), which better-sqlite3 does after each call: 3 to 15 µs of a short read. It does
 * not look into expressions, and `+?` is `?` to everybody else:
 * https://sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes.
 * What an index of a part of a table needs to know is therefore written into the text: see `partial.ts`. Statistics of values
 * (ANALYZE, which nobody runs) would say nothing of what is bound.
 */
export const plannedOnce = (text: string): string =>
  text.replaceAll(quotedOrPlace, found => (/^['"]/.test(found) ? found : `+${found}`));
