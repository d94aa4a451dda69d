/** The agents that workers may run, as `{id, name}`; none until they were read, or where there are none. */
export class Agents {
  all = [];
  #api;

  constructor(api) {
    this.#api = api;
  }

  async read() {
    try {
      this.all = await this.#api.agents();
    } catch {
      // What is known stays; without agents there are terminals.
    }
  }
}
