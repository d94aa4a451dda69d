/** The few icons, as strokes on a 16 px square. */
const PATHS = {
  add: 'M8 3v10M3 8h10',
  back: 'M10 3 5 8l5 5',
  branch:
    'M5 5.5v5M5 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M5 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M11 6.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3c0 2.5-6 1.5-6 4',
  close: 'm4.5 4.5 7 7M11.5 4.5l-7 7',
  down: 'm4 6 4 4 4-4',
  download: 'M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  find: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8M10 10l3.5 3.5',
  keys: 'M2.5 4.5h11v7h-11zM5 9.5h6M5 7h.01M8 7h.01M11 7h.01',
  more: 'M2.5 8a1 1 0 1 0 2 0 1 1 0 1 0-2 0M7 8a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11.5 8a1 1 0 1 0 2 0 1 1 0 1 0-2 0',
  link: 'M6.5 9.5 10 6M6 5.5 7.5 4a2.5 2.5 0 0 1 3.5 0l1 1a2.5 2.5 0 0 1 0 3.5L10.5 10M10 10.5 8.5 12A2.5 2.5 0 0 1 5 12l-1-1a2.5 2.5 0 0 1 0-3.5L5.5 6',
  prompt: 'm3 4 4 4-4 4M9 12h4',
  right: 'm6 4 4 4-4 4',
  start: 'M5.5 4v8l6-4z',
  stop: 'M5 5h6v6H5z',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9',
  up: 'm4 10 4-4 4 4',
  upload: 'M8 11V3M4.5 6 8 2.5 11.5 6M3 13.5h10',
};
const FILLED = new Set(['start', 'stop']);
const SVG = 'http://www.w3.org/2000/svg';

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', FILLED.has(name) ? 'icon filled' : 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
