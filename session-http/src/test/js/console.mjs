/** Where the console's modules are, and what its tests share. */
export const CONSOLE = '../../main/resources/dev/agentsessions/http/console/';

export function load(module) {
  return import(new URL(CONSOLE + module, import.meta.url));
}

/** A session as the server tells of it, as far as the model looks. */
export function session(
  id,
  { state = 'ACTIVE', activity = 'idle', desired = 'running', ...more } = {},
) {
  const createdAt = more.createdAt ?? '2026-11-20T12:00:00Z';
  return { id, createdAt, desired, status: { state, activity, phase: state, ...more.status } };
}

/** Until the test ends nothing is due but when the test says that time has passed. */
export function fakeTimers(t) {
  const { setTimeout, clearTimeout } = globalThis;
  let [now, due] = [0, []];
  globalThis.setTimeout = (act, ms) => {
    const timer = { act, at: now + ms };
    due.push(timer);
    return timer;
  };
  globalThis.clearTimeout = (timer) => (due = due.filter((each) => each !== timer));
  t.after(() => Object.assign(globalThis, { setTimeout, clearTimeout }));
  return function pass(ms) {
    now += ms;
    const ready = due.filter(({ at }) => at <= now);
    due = due.filter(({ at }) => at > now);
    ready.forEach(({ act }) => act());
  };
}
