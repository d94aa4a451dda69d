/** `<session-views>`: where one looks at a session's files instead of a terminal, one view at a time. */
import { ChangesView } from '../changes/changes-view.mjs';
import { FilesView } from '../files/files-view.mjs';
import { ProvisionView } from '../provision/provision-view.mjs';
import { SetupView } from '../setup/setup-view.mjs';
import { address, withRepo } from './router.mjs';

export class SessionViews extends HTMLElement {
  #project;
  #choice;
  #views;
  /** The view on show, or null. */
  shown = null;

  /** @param choice which repository of several is looked at */
  constructor({ api, sessions, project, choice }) {
    super();
    this.#project = project;
    this.#choice = choice;
    this.#views = {
      changes: new ChangesView({ api, project, choice }),
      files: new FilesView({ api, sessions, choice }),
      repositories: new ProvisionView({ api, sessions }),
      setup: new SetupView(api),
    };
    this.role = 'tabpanel';
    this.hidden = true;
    Object.values(this.#views).forEach((view) => {
      view.hidden = true;
      this.append(view);
    });
  }

  /** @param view `{name, path}`, as an address has it */
  show(session, { name, path }) {
    const view = this.#views[name];
    if (view !== this.shown) {
      this.shown?.hide();
      this.shown = view;
      this.ariaLabel = name;
    }
    this.hidden = false;
    view.show(session, path, (to) => {
      const place = address(this.#project, session.slug, name, ...to.split('/'));
      return withRepo(place, this.#choice.of(session));
    });
  }

  hide() {
    this.shown?.hide();
    this.shown = null;
    this.hidden = true;
  }

  focus() {
    this.shown?.focus();
  }
}

customElements.define('session-views', SessionViews);
