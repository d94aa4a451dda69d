/** Figures as short words. */
const AGES = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];
const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'];

/** How long ago, in the largest unit that fits: `14 m`. */
export function age(since, now = Date.now()) {
  const ms = Math.max(0, now - since);
  const [unit, length] = AGES.find(([, length]) => ms >= length) ?? AGES.at(-1);
  return `${Math.floor(ms / length)} ${unit}`;
}

/** A number of bytes with at most three digits: `12.4 MB`. */
export function bytes(count) {
  let [value, unit] = [count, 0];
  while (value >= 999.5 && unit < SIZES.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 0 && value < 99.95 ? value.toFixed(1) : Math.round(value)} ${SIZES[unit]}`;
}

/** The time of day, without seconds: `14:02`. */
export function clock(instant) {
  return new Date(instant).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

/** Names as one lists them: `a, b and c`. */
export function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
}

/** A text as a sentence: capital first, stop last. */
export function sentence(text) {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** What a name can hold to look like another one: controls, and what turns the direction of text. */
const DECEPTIVE = /[\0-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A name that somebody else gave, with what one would not see in it made visible. */
export function visible(name) {
  return name.replace(DECEPTIVE, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  });
}
