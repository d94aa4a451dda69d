/** Takes files that are dropped on an element. Folders among them are not taken. */
import { visible } from '../model/words.mjs';

/**
 * @param folderAt the folder that a place on the page stands for
 * @param take is given the folder, the files, and whether there were folders among them
 */
export function takeDrops(element, { folderAt, take }) {
  const hasFiles = ({ dataTransfer }) => dataTransfer.types.includes('Files');
  element.addEventListener('dragover', (event) => {
    if (hasFiles(event)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      const folder = visible(folderAt(event.target)) || 'the workspace';
      element.dataset.drop = `Drop to upload into ${folder}`;
    }
  });
  element.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!element.contains(relatedTarget)) {
      delete element.dataset.drop;
    }
  });
  element.addEventListener('drop', (event) => {
    delete element.dataset.drop;
    if (hasFiles(event)) {
      event.preventDefault();
      // Now: the items are gone after this event.
      const items = [...event.dataTransfer.items].filter(({ kind }) => kind === 'file');
      const files = items.filter((item) => !isFolder(item)).map((item) => item.getAsFile());
      take(folderAt(event.target), files, items.some(isFolder));
    }
  });
}

function isFolder(item) {
  return item.webkitGetAsEntry?.()?.isDirectory ?? false;
}
