/**
 * The lines of one file that differ, as a table: in one column, or before and after side by side.
 * Text is only ever text here. What is very long is shown piece by piece.
 */
import { pairsOf } from '../model/unified-diff.mjs';
import { h } from '../page/dom.mjs';

/** Rows at a time: a browser lays out that many without a pause one would feel. */
const AT_ONCE = 500;
/** Characters of a line: the rest of a minified file tells nobody anything. */
const MOST_CHARACTERS = 1_000;
const NARROW = ['number', 'number', 'code'];
const WIDE = ['number', 'code', 'number', 'code'];
const SIGNS = { added: '+', removed: '−', same: ' ' };

/**
 * @param label what the table is called
 * @param shown rows that were shown before, or 0
 * @param more is told how many are shown when more are asked for
 */
export function diffTable(lines, { isWide, label, shown, more }) {
  const rows = isWide ? pairsOf(lines) : lines;
  const newRow = isWide ? pairRow : lineRow;
  const body = h('tbody');
  const columns = (isWide ? WIDE : NARROW).map((name) => h('col', { class: name }));
  const table = h(
    'table',
    { class: isWide ? 'diff wide' : 'diff', 'aria-label': label },
    h('colgroup', {}, columns),
    body,
  );
  const rest = h('button', { class: 'text', onclick: () => grow(body.rows.length + AT_ONCE) });
  function grow(to) {
    body.append(...rows.slice(body.rows.length, to).map(newRow));
    const left = rows.length - body.rows.length;
    rest.textContent = `Show more of ${left.toLocaleString()} lines`;
    rest.hidden = left <= 0;
    more(body.rows.length);
  }
  grow(Math.max(AT_ONCE, shown));
  return [table, rest];
}

function lineRow(line) {
  return line.kind in SIGNS
    ? h('tr', {}, number(line.before), number(line.after), code(line))
    : across(line, NARROW.length);
}

function pairRow({ across: line, left, right }) {
  return line
    ? across(line, WIDE.length)
    : h('tr', {}, number(left?.before), code(left), number(right?.after), code(right));
}

function across({ kind, text }, columns) {
  return h('tr', { class: kind }, h('td', { colspan: columns }, kind === 'hunk' ? `⋯ ${text}` : text));
}

function number(value) {
  return h('td', { class: 'number' }, value === undefined ? '' : String(value));
}

function code(line) {
  if (!line) {
    return h('td', { class: 'none' });
  }
  const { kind, text, part } = line;
  const cut = text.slice(0, MOST_CHARACTERS);
  const rest = text.length - cut.length;
  const [from, to] = part ?? [0, 0];
  return h(
    'td',
    { class: kind, 'data-sign': SIGNS[kind] },
    part && to > from ? [cut.slice(0, from), h('mark', {}, cut.slice(from, to)), cut.slice(to)] : cut,
    rest > 0 && h('i', {}, ` … ${rest.toLocaleString()} more characters`),
  );
}
