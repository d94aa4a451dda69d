/** What a program printed as one reads it afterwards: without colours, lines as they were last drawn. */
const SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_=>78])/g;
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f]/g;

export function plainOutput(text) {
  return text
    .replace(SEQUENCES, '')
    .split('\n')
    .map((line) => lastDrawn(line.replace(/\r+$/, '')).replace(CONTROLS, ''))
    .join('\n');
}

/** A progress bar goes back to the line's start again and again. */
function lastDrawn(line) {
  return line.slice(line.lastIndexOf('\r') + 1);
}
