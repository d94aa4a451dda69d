/**
 * Every view has an address: `#/PROJECT`, `#/PROJECT/SESSION`, `#/PROJECT/SESSION/WORKER`, and the
 * dialogs `#/PROJECT/-/new` and `#/PROJECT/-/keys` (a slug is never a lone hyphen).
 */
export function readRoute(hash = location.hash) {
  const [project, session, worker] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  const isDialog = session === '-';
  return {
    project: project || 'default',
    session: (!isDialog && session) || null,
    worker: (!isDialog && worker) || null,
    dialog: (isDialog && worker) || null,
  };
}

export function address(project, ...parts) {
  return `#/${[project, ...parts].filter(Boolean).map(encodeURIComponent).join('/')}`;
}

/** Goes to an address; `replace` leaves no trace in the browser's history. */
export function go(to, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, '', to);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray %: taken as it is
  }
}
