/** The browser tab's title and icon: the mark of what is looked at, or that somebody needs you. */
import { glyph, sessionMark } from '../model/marks.mjs';
import { count } from '../model/words.mjs';

const STROKE = 'fill="none" stroke="#83868d" stroke-width="2"';
const ICONS = {
  asking:
    '<circle cx="8" cy="8" r="7" fill="#e8a33d"/><path d="M5.8 6.2a2.2 2.2 0 1 1 3.2 2q-1 .5-1 1.4M8 11.4v.9" fill="none" stroke="#141518" stroke-width="1.7"/>',
  working: '<circle cx="8" cy="8" r="6" fill="#83868d"/>',
  idle: `<circle cx="8" cy="8" r="5.5" ${STROKE}/>`,
  resting: '<path d="M3.5 3.5h9v9h-9z" fill="#83868d"/>',
  failed: '<path d="M8 2v7.5M8 12v2" fill="none" stroke="#d9534a" stroke-width="2.5"/>',
  none: `<path d="M2.5 3.5 7 8l-4.5 4.5M8.5 12.5h5" ${STROKE}/>`,
};

/** @param needing how many sessions need somebody, this one or others */
export function showTitle(session, needing) {
  const shape = session && sessionMark(session).shape;
  const parts = ['Agent Sessions'];
  if (session) {
    parts.unshift(`${glyph(shape)} ${session.displayName}`);
  } else if (needing > 0) {
    parts.unshift(`${glyph('asking')} ${count(needing, 'needs', 'need')} you`);
  }
  document.title = parts.join(' – ');
  showIcon(needing > 0 ? 'asking' : (shape ?? 'none'));
}

function showIcon(name) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${ICONS[name]}</svg>`;
  const icon = document.querySelector('link[rel=icon]');
  const href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  if (icon.href !== href) {
    icon.href = href;
  }
}
