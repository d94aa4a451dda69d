import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CONSOLE, load } from './console.mjs';

const { terminalColours } = await load('terminal/colours.mjs');
const style = readFileSync(new URL(`${CONSOLE}style.css`, import.meta.url), 'utf8');
const grounds = ['page', 'margin', 'hover', 'chosen'];

/** A colour of the style sheet, by day and by night. */
function colours(name) {
  const [, day, night] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(style);
  return { day, night };
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

for (const when of ['day', 'night']) {
  for (const [name, least] of [
    ['ink', 4.5],
    ['quiet', 4.5],
    ['accent', 4.5],
    ['bad', 4.5],
    ['good', 4.5],
    ['edge', 3],
  ]) {
    test(`by ${when}, ${name} is seen on every ground`, () => {
      for (const ground of grounds) {
        const ratio = contrast(colours(name)[when], colours(ground)[when]);
        assert.ok(ratio >= least, `${ratio.toFixed(2)} on ${ground}`);
      }
    });
  }

  test(`by ${when}, lines that differ are read on their grounds`, () => {
    for (const ground of ['added', 'removed', 'added-part', 'removed-part']) {
      assert.ok(contrast(colours('ink')[when], colours(ground)[when]) >= 4.5, ground);
    }
    for (const ground of ['added', 'removed']) {
      assert.ok(contrast(colours('quiet')[when], colours(ground)[when]) >= 4.5, ground);
    }
  });

  test(`by ${when}, the terminal has the page's colours`, () => {
    const { background, foreground } = terminalColours(when === 'night');

    assert.deepEqual([background, foreground], [colours('page')[when], colours('ink')[when]]);
  });
}
