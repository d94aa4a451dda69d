/** The browser tab's title and icon: the mark of what is looked at, or that somebody needs you. */
import { glyph, sessionMark } from '../model/marks.mjs';

const ICONS = {
  asking:
    '<circle cx="8" cy="8" r="7" fill="#e8a33d"/><path d="M5.8 6.2a2.2 2.2 0 1 1 3.2 2q-1 .5-1 1.4M8 11.4v.9" fill="none" stroke="#141518" stroke-width="1.7"/>',
  calm: '<path d="M2.5 3.5 7 8l-4.5 4.5M8.5 12.5h5" fill="none" stroke="#83868d" stroke-width="2"/>',
};

export function showTitle(session, needing) {
  const parts = ['Agent Sessions'];
  if (session) {
    parts.unshift(`${glyph(sessionMark(session).shape)} ${session.displayName}`);
  } else if (needing > 0) {
    parts.unshift(`${glyph('asking')} ${needing} need${needing === 1 ? 's' : ''} you`);
  }
  document.title = parts.join(' – ');
  const drawing = needing > 0 ? ICONS.asking : ICONS.calm;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${drawing}</svg>`;
  const icon = document.querySelector('link[rel=icon]');
  const href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  if (icon.href !== href) {
    icon.href = href;
  }
}
