/** Reads what git says of one changed file, and lays it out in one column or in two. */

/**
 * The lines of a patch, each `{kind, text}`: `same`, `added`, `removed` with their numbers `before`
 * and `after`, `hunk` where something is left out, `note` for what git has to say besides.
 */
export function linesOf(patch) {
  const lines = [];
  let [before, after, isInside] = [0, 0, false];
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)/.exec(line);
    if (hunk) {
      [before, after, isInside] = [Number(hunk[1]), Number(hunk[2]), true];
      // Before a file's first line nothing is left out.
      lines.push(...(before > 1 ? [{ kind: 'hunk', text: hunk[3] }] : []));
    } else if (!isInside) {
      lines.push(...noteOf(line));
    } else if (line[0] === '+') {
      lines.push({ kind: 'added', text: line.slice(1), after: after++ });
    } else if (line[0] === '-') {
      lines.push({ kind: 'removed', text: line.slice(1), before: before++ });
    } else if (line[0] === ' ') {
      lines.push({ kind: 'same', text: line.slice(1), before: before++, after: after++ });
    } else if (line[0] === '\\') {
      lines.push({ kind: 'note', text: 'No line end after this.' });
    }
  }
  return withParts(lines);
}

/** Side by side: `{left, right}`, either of which may be missing; what is no line stands `across`. */
export function pairsOf(lines) {
  const pairs = [];
  for (let at = 0; at < lines.length; ) {
    const removed = run(lines, at, 'removed');
    const added = run(lines, at + removed.length, 'added');
    if (removed.length + added.length === 0) {
      const line = lines[at++];
      pairs.push(line.kind === 'same' ? { left: line, right: line } : { across: line });
      continue;
    }
    for (let row = 0; row < Math.max(removed.length, added.length); row++) {
      pairs.push({ left: removed[row], right: added[row] });
    }
    at += removed.length + added.length;
  }
  return pairs;
}

/** Lines that took each other's place say which part of them did, as `[from, to]`. */
function withParts(lines) {
  for (let at = 0; at < lines.length; ) {
    const removed = run(lines, at, 'removed');
    const added = run(lines, at + removed.length, 'added');
    if (removed.length === added.length) {
      removed.forEach((line, index) => markParts(line, added[index]));
    }
    at += Math.max(1, removed.length + added.length);
  }
  return lines;
}

function markParts(one, other) {
  const least = Math.min(one.text.length, other.text.length);
  let start = 0;
  while (start < least && one.text[start] === other.text[start]) {
    start++;
  }
  let end = 0;
  while (end < least - start && one.text.at(-1 - end) === other.text.at(-1 - end)) {
    end++;
  }
  // Where nothing is alike, all of it is different: that needs no mark.
  if (start + end > 0) {
    one.part = [start, one.text.length - end];
    other.part = [start, other.text.length - end];
  }
}

function run(lines, from, kind) {
  let to = from;
  while (lines[to]?.kind === kind) {
    to++;
  }
  return lines.slice(from, to);
}

function noteOf(line) {
  const mode = /^(old mode|new mode|new file mode|deleted file mode) (\d+)/.exec(line);
  const isUsual = mode && /^(new|deleted) file/.test(mode[1]) && mode[2] === '100644';
  return mode && !isUsual ? [{ kind: 'note', text: `${mode[1]} ${mode[2]}` }] : [];
}
