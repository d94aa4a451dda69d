/** The console: puts the list, the page and the keys together, and follows the address. */
import { CredentialsPage } from './credentials/credentials-page.mjs';
import { Agents } from './model/agents.mjs';
import { Api } from './model/api.mjs';
import { groupOf } from './model/groups.mjs';
import { Repositories } from './model/repositories.mjs';
import { Sessions } from './model/sessions.mjs';
import { createForm } from './page/create-form.mjs';
import { closeButton, showDialog } from './page/dialogs.mjs';
import { h } from './page/dom.mjs';
import { Keys } from './page/keys.mjs';
import { tell, tellForGood } from './page/notice.mjs';
import { OverviewPage } from './page/overview.mjs';
import { palette } from './page/palette.mjs';
import { THEMES, preferences } from './page/preferences.mjs';
import { address, go, readRoute, standAt } from './page/router.mjs';
import { SessionList } from './page/session-list.mjs';
import { SessionPage } from './page/session-page.mjs';
import { showTitle } from './page/title.mjs';
import { RepositoriesPage } from './repositories/repositories-page.mjs';

const { project } = readRoute();
const api = new Api(project);
const catalog = api.catalog();
const repositories = new Repositories(catalog);
const sessions = new Sessions(api, repositories);
const agents = new Agents(api);
const context = { api, catalog, repositories, sessions, agents, project };
const list = new SessionList(sessions, project, { find, turnTheme });
const page = new SessionPage(context);
const overview = new OverviewPage(context);
const pages = {
  repositories: new RepositoriesPage(context),
  credentials: new CredentialsPage(context),
};
const missing = h(
  'section',
  { class: 'missing' },
  h('h1', {}, 'There is no such session'),
  h('p', {}, 'It was deleted, or the address is wrong.'),
  h('p', {}, h('a', { href: address(project) }, 'All sessions')),
);
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
    leaveDialogs();
    behind = location.hash || address(project);
    show();
  }
}

/** Shows what the address names, as it is now. */
function show() {
  const route = readRoute(behind);
  const session = route.session && sessions.find(route.session);
  const worker =
    session &&
    !route.view &&
    (session.workers.find(({ id }) => id === route.worker) ?? session.workers[0]);
  document.body.dataset.view = viewOf(route);
  page.hidden = !session;
  overview.hidden =
    Boolean(session || route.page) || (Boolean(route.session) && sessions.isLoaded);
  missing.hidden = !route.session || Boolean(session) || !sessions.isLoaded;
  if (session) {
    page.show(session, worker || null, route.view);
  } else {
    page.rest();
  }
  for (const [name, each] of Object.entries(pages)) {
    if (route.page?.name === name) {
      each.show(route.page.path);
    } else {
      each.rest();
    }
  }
  list.setCurrent(session?.id);
  showTitle(session, sessions.all().filter((each) => groupOf(each) === 'needs').length);
}

/** What a page with room for one thing shows. */
function viewOf({ session, page }) {
  const hasList = sessions.isLoaded && sessions.all().length > 0;
  return session ? 'session' : page ? 'page' : hasList ? 'list' : 'overview';
}

const dialogs = {
  new: (line) => showDialog('New session', createForm({ ...context, line })),
  keys: () => showDialog('Keys', keys.table(), closeButton()),
};

async function openDialog(name, ...given) {
  if (!dialogs[name]) {
    return;
  }
  leaveDialogs();
  const isHere = name === 'new' && given.length === 0 && overview.canCreate;
  const answer = isHere ? overview.focus() : await dialogs[name](...given);
  if (answer !== 'left' && readRoute().dialog === name) {
    standAt(behind); // not gone to: that would close what was opened since, as by Esc and Ctrl+K
    show();
  }
}

function leaveDialogs() {
  document.querySelectorAll('dialog').forEach((dialog) => dialog.close('left'));
}

function find() {
  const here = page.hidden ? [] : page.commands();
  const everywhere = [
    { title: 'New session…', keys: 'Ctrl+Shift+N', act: () => go(address(project, '-', 'new')) },
    { title: 'Repositories', act: () => go(address(project, '-', 'repositories')) },
    { title: 'Git credentials', act: () => go(address(project, '-', 'credentials')) },
    { title: 'Keys', keys: '?', act: () => go(address(project, '-', 'keys')) },
    { title: 'Change colours', act: turnTheme },
    {
      title: `${preferences.readerMode ? 'Stop speaking' : 'Speak'} to a screen reader`,
      act: turnReaderMode,
    },
  ];
  palette(list.inOrder(), [...here, ...everywhere], {
    go: (session) => go(address(project, session.slug)),
    create: (line) => openDialog('new', line),
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
  tell(
    `Colours: ${preferences.theme === 'system' ? 'as the system has them' : preferences.theme}.`,
  );
}

function turnReaderMode() {
  preferences.readerMode = !preferences.readerMode;
  tell(`Terminals ${preferences.readerMode ? 'speak' : 'no longer speak'} to a screen reader.`);
}

document.querySelector('aside').append(list);
main.append(page, overview, ...Object.values(pages), missing);
sessions.addEventListener('kept', ({ detail: { kept, parked, message } }) =>
  tellForGood(
    kept
      ? `Its files stay at ${kept}: ${message}.`
      : `Its work is parked in ${parked}: ${message}.`,
  ),
);
addEventListener('hashchange', follow);
sessions.addEventListener('change', show);
agents.read();
repositories.read().catch(() => {}); // asked for again where one looks at them
sessions.follow();
follow();
