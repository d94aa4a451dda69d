/** How far the clone of a repository is, in words: '' for one that is there, or was there before. */
import { sentence, visible } from './words.mjs';

/** What became of it. */
export function cloneState(clone) {
  switch (clone?.state) {
    case 'cloning':
      return 'It is being cloned.';
    case 'failed':
      return `It could not be cloned: ${visible(clone.message ?? 'nobody knows why')}`;
    default:
      return '';
  }
}

/** How far it is while it is being made: `Receiving objects, 42 %.` */
export function cloneProgress(clone) {
  return clone?.state === 'cloning' && clone.message ? sentence(visible(clone.message)) : '';
}

/** Both. */
export function cloneWords(clone) {
  return [cloneState(clone), cloneProgress(clone)].filter(Boolean).join(' ');
}
