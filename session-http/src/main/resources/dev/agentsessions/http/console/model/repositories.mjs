/** The repositories that a project knows; none until they were read. Says `change` when they differ. */
export class Repositories extends EventTarget {
  all = [];
  isLoaded = false;
  #catalog;

  constructor(catalog) {
    super();
    this.#catalog = catalog;
  }

  async read() {
    const all = await this.#catalog.repositories();
    const isNews = !this.isLoaded || JSON.stringify(all) !== JSON.stringify(this.all);
    this.all = all;
    this.isLoaded = true;
    if (isNews) {
      this.dispatchEvent(new Event('change'));
    }
  }

  /** By id or path, which a session says, or by a name that no other one has. */
  find(key) {
    const named = this.all.filter(({ name }) => name === key);
    return (
      this.all.find(({ id, path }) => id === key || path === key) ??
      (named.length === 1 ? named[0] : undefined)
    );
  }
}
