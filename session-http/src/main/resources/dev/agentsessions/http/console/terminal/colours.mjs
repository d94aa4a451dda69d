/** The terminal's colours. Background and text are those of the style sheet. */
const DARK = {
  background: '#141518',
  foreground: '#d6d7da',
  cursor: '#d6d7da',
  cursorAccent: '#141518',
  selectionBackground: '#3a4454',
  black: '#2a2c31',
  red: '#e5786d',
  green: '#8fb573',
  yellow: '#d9b36c',
  blue: '#7aa6da',
  magenta: '#c193cf',
  cyan: '#74b7b2',
  white: '#c6c8cc',
  brightBlack: '#7d8087',
  brightRed: '#f2958c',
  brightGreen: '#a8cc8d',
  brightYellow: '#ecca8a',
  brightBlue: '#9abfec',
  brightMagenta: '#d6b0e2',
  brightCyan: '#93d1cc',
  brightWhite: '#f1f1f3',
};

const LIGHT = {
  background: '#fdfcfa',
  foreground: '#25272b',
  cursor: '#25272b',
  cursorAccent: '#fdfcfa',
  selectionBackground: '#cfdcec',
  black: '#25272b',
  red: '#b3362c',
  green: '#44702a',
  yellow: '#8a5f00',
  blue: '#2b61a8',
  magenta: '#8a4399',
  cyan: '#1c706c',
  white: '#6d7077',
  brightBlack: '#6a6d74',
  brightRed: '#c94a3f',
  brightGreen: '#4f7f33',
  brightYellow: '#946800',
  brightBlue: '#3a73be',
  brightMagenta: '#9b55aa',
  brightCyan: '#267d79',
  brightWhite: '#4a4c52',
};

const SCROLLBAR = {
  scrollbarSliderBackground: '#80808040',
  scrollbarSliderHoverBackground: '#80808080',
  scrollbarSliderActiveBackground: '#808080a0',
};

/** What a search found, and the one of them that is looked at. */
const FOUND_BY_NIGHT = {
  matchBackground: '#2b3542',
  activeMatchBackground: '#4a6488',
  matchOverviewRuler: '#4f5b6b',
  activeMatchColorOverviewRuler: '#7aa6da',
};

const FOUND_BY_DAY = {
  matchBackground: '#dfe7f1',
  activeMatchBackground: '#b3cae8',
  matchOverviewRuler: '#b5bfcc',
  activeMatchColorOverviewRuler: '#2b61a8',
};

export function matchColours(isDark) {
  return isDark ? FOUND_BY_NIGHT : FOUND_BY_DAY;
}

export function terminalColours(isDark) {
  return { ...(isDark ? DARK : LIGHT), ...SCROLLBAR };
}
