/**
 * Bytes as text that can be edited, and back. What would not come back as it was is not text here:
 * an editor knows one kind of line end, and no bytes that are no UTF-8.
 */

/**
 * As `{text, lineEnd, isWhole}`, or null for bytes that are no text.
 *
 * @param isWhole false: it goes on, so its last character may be cut
 * @return `lineEnd` is that of every line, or null where they differ
 */
export function textOf(bytes, isWhole = true) {
  if (bytes.includes(0)) {
    return null;
  }
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const raw = decoder.decode(bytes, { stream: !isWhole });
    const lineEnd = lineEndOf(raw);
    return { text: raw.replace(/\r\n?/g, '\n'), lineEnd, isWhole };
  } catch {
    return null;
  }
}

export function bytesOf({ text, lineEnd }) {
  return new TextEncoder().encode(lineEnd === '\r\n' ? text.replaceAll('\n', '\r\n') : text);
}

function lineEndOf(raw) {
  const ends = new Set(raw.match(/\r\n|\r|\n/g) ?? ['\n']);
  const [end] = ends;
  return ends.size === 1 && end !== '\r' ? end : null;
}
