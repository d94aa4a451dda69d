/** Addresses of repositories, as one types them. */

/** As git tells an address from a folder, `host:path` among them. */
export function isAddress(text) {
  return /^[\w+.-]+:\/\/|^[^/\s]+:/.test(text);
}

/** What a clone is called if nobody says so, for people: its server may say more. */
export function nameIn(address) {
  const last = address.replace(/\/+$/, '').replace(/\.git$/, '').split(/[/:]/).at(-1);
  return last || address;
}
