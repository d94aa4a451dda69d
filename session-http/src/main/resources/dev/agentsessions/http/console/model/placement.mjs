/**
 * Where each session stands in the list. A list that one reads must hold still: a session changes
 * its group at most every 2 s, and nothing moves while the pointer is over the rows.
 */
import { GROUPS, changedAt, groupOf } from './groups.mjs';

const SETTLE_MS = 2_000;

export class Placement {
  #places = new Map();

  /**
   * @param isHeld whether the pointer is over the rows
   * @return `groups`: each of GROUPS with its `sessions`, newest change first; `dueMs`: after how
   *     long another call moves something, or null
   */
  arrange(sessions, now, isHeld) {
    this.#forgetOthers(sessions);
    let dueMs = null;
    for (const session of sessions) {
      const wait = this.#place(session, now, isHeld);
      dueMs = wait === null ? dueMs : Math.min(wait, dueMs ?? wait);
    }
    return { groups: GROUPS.map((group) => this.#group(group, sessions)), dueMs };
  }

  #place(session, now, isHeld) {
    const group = groupOf(session);
    const place = this.#places.get(session.id);
    if (!place) {
      this.#places.set(session.id, { group, since: changedAt(session), movedAt: -Infinity });
    } else if (place.group !== group && !isHeld) {
      const wait = place.movedAt + SETTLE_MS - now;
      if (wait > 0) {
        return wait;
      }
      this.#places.set(session.id, { group, since: now, movedAt: now });
    }
    return null;
  }

  #group(group, sessions) {
    const place = (session) => this.#places.get(session.id);
    const members = sessions.filter((session) => place(session).group === group.id);
    members.sort((a, b) => place(b).since - place(a).since || (a.id < b.id ? 1 : -1));
    return { ...group, sessions: members };
  }

  #forgetOthers(sessions) {
    const ids = new Set(sessions.map((session) => session.id));
    [...this.#places.keys()].filter((id) => !ids.has(id)).forEach((id) => this.#places.delete(id));
  }
}
