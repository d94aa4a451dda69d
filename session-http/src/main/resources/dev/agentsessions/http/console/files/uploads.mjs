/** Sends files into a folder of a workspace, one after the other. What is there already is asked about. */
import { visible } from '../model/words.mjs';
import { mayReplace } from './questions.mjs';

export class Uploads {
  #workspace;
  #told;

  /** @param told says how it goes, '' when it is over */
  constructor(workspace, told) {
    this.#workspace = workspace;
    this.#told = told;
  }

  /** What became of them, as `{sent, problems}`: names, and sentences. */
  async send(folder, files) {
    const result = { sent: [], problems: [], taken: [] };
    await this.#sendEach(folder, files, { isNew: true }, result);
    const { taken } = result;
    if (taken.length > 0 && (await mayReplace(taken))) {
      await this.#sendEach(folder, taken, {}, result);
    }
    this.#told('');
    return result;
  }

  async #sendEach(folder, files, condition, { sent, problems, taken }) {
    for (const [index, file] of files.entries()) {
      const name = visible(file.name);
      const place = files.length > 1 ? `${index + 1} of ${files.length}: ` : '';
      const tell = (part) => this.#told(`Uploading ${place}${name} ${Math.floor(part * 100)} %`);
      tell(0);
      try {
        const path = folder ? `${folder}/${file.name}` : file.name;
        await this.#workspace.upload(path, file, condition, tell);
        sent.push(file.name);
      } catch (problem) {
        if (problem.kind === 'already-exists') {
          taken.push(file);
        } else {
          problems.push(`${name}: ${problem.message}`);
        }
      }
    }
  }
}
