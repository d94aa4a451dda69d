/** The console: puts the list, the page and the keys together, and follows the address. */
import { Api } from './model/api.mjs';
import { groupOf } from './model/groups.mjs';
import { Sessions } from './model/sessions.mjs';
import { createForm } from './page/create-form.mjs';
import { closeButton, showDialog } from './page/dialogs.mjs';
import { Keys } from './page/keys.mjs';
import { OverviewPage } from './page/overview.mjs';
import { palette } from './page/palette.mjs';
import { THEMES, preferences } from './page/preferences.mjs';
import { address, go, readRoute } from './page/router.mjs';
import { SessionList } from './page/session-list.mjs';
import { SessionPage } from './page/session-page.mjs';
import { showTitle } from './page/title.mjs';

const { project } = readRoute();
const api = new Api(project);
const sessions = new Sessions(api);
const list = new SessionList(sessions, project, { find, turnTheme });
const page = new SessionPage(api, sessions, project);
const overview = new OverviewPage(api, sessions, project);
const missing = document.createElement('p');
const main = document.querySelector('main');
const keys = new Keys({
  find,
  create: () => go(address(project, '-', 'new')),
  help: () => go(address(project, '-', 'keys')),
  search: () => page.search(),
  copy: () => page.copy(),
  tab: (index) => !page.hidden && page.goToTab(index),
  step,
  leave: () => page.leaveTerminal(),
});

let behind = address(project);

function follow() {
  const route = readRoute();
  if (route.project !== project) {
    location.reload();
  } else if (route.dialog) {
    openDialog(route.dialog);
  } else {
    document.querySelectorAll('dialog').forEach((dialog) => dialog.close('left'));
    behind = location.hash;
    show();
  }
}

/** Shows what the address names, as it is now. */
function show() {
  const route = readRoute(behind);
  const session = route.session && sessions.find(route.session);
  const worker =
    session && (session.workers.find(({ id }) => id === route.worker) ?? session.workers[0]);
  document.body.dataset.view = route.session ? 'session' : 'list';
  page.hidden = !session;
  overview.hidden = Boolean(route.session) || !sessions.isLoaded;
  missing.hidden = !route.session || Boolean(session) || !sessions.isLoaded;
  if (session) {
    page.show(session, worker);
  } else {
    page.rest();
  }
  list.setCurrent(session?.id);
  showTitle(session, sessions.all().filter((each) => groupOf(each) === 'needs').length);
}

const dialogs = {
  new: (folder) => showDialog('New session', createForm({ api, sessions, project, folder })),
  keys: () => showDialog('Keys', keys.table(), closeButton()),
};

async function openDialog(name, ...given) {
  if (document.querySelector('dialog') || !dialogs[name]) {
    return;
  }
  const answer = await dialogs[name](...given);
  if (answer !== 'left') {
    go(behind, { replace: true });
  }
}

function find() {
  const here = page.hidden ? [] : page.commands();
  const everywhere = [
    { title: 'New session…', act: () => go(address(project, '-', 'new')) },
    { title: 'Keys', act: () => go(address(project, '-', 'keys')) },
    { title: 'Change colours', act: turnTheme },
  ];
  palette(list.inOrder(), [...here, ...everywhere], {
    go: (session) => go(address(project, session.slug)),
    create: (folder) => openDialog('new', folder),
  });
}

function step(by) {
  const needing = list.inOrder('needs');
  const all = needing.length > 0 ? needing : list.inOrder();
  const at = all.findIndex(({ slug }) => slug === readRoute(behind).session);
  const next = all.at((at + by) % all.length);
  if (next) {
    go(address(project, next.slug));
  }
}

function turnTheme() {
  preferences.theme = THEMES[(THEMES.indexOf(preferences.theme) + 1) % THEMES.length];
}

missing.className = 'empty';
missing.textContent = 'There is no such session: it was deleted, or the address is wrong.';
document.querySelector('aside').append(list);
main.append(page, overview, missing);
addEventListener('hashchange', follow);
sessions.addEventListener('change', show);
sessions.follow();
follow();
