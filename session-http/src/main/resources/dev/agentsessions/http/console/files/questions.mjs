/** What is asked before something happens to a file. */
import { nameOf } from '../model/file-tree.mjs';
import { count, visible } from '../model/words.mjs';
import { askedFor, confirmed } from '../page/dialogs.mjs';

const MOST_NAMED = 5;

export function mayTakeTheirs() {
  return confirmed({
    title: 'Take what is on the disk?',
    does: 'What you typed and did not save is given up.',
    keeps: 'The file stays as it is.',
    action: 'Take the other',
    isFinal: true,
  });
}

export function mayDelete(path) {
  return confirmed({
    title: `Delete ${visible(nameOf(path))}?`,
    does: `Removes ${visible(path)} from the workspace.`,
    keeps: 'What git has of it stays in git; what was never committed is gone.',
    action: 'Delete',
    isFinal: true,
  });
}

/** Whether uploads may take the place of files that are there. */
export function mayReplace(files) {
  const others = files.length - MOST_NAMED;
  const names = files.slice(0, MOST_NAMED).map(({ name }) => visible(name));
  const named = names.join(', ') + (others > 0 ? ` and ${others} more` : '');
  return confirmed({
    title: `Replace ${count(files.length, 'file', 'files')}?`,
    does: `There already: ${named}.`,
    keeps: 'Cancel leaves what is there as it is.',
    action: 'Replace',
    isFinal: true,
  });
}

/** The path of a new file, or null. */
export function newPath(folder) {
  return askedFor({
    title: 'New file',
    label: 'Path',
    value: folder && `${folder}/`,
    action: 'Create',
    isPath: true,
  });
}
