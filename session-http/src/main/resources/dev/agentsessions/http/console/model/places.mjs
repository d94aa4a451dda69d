/** Where sessions work, as short words. */

/** The branch of a worktree, else the folder. */
export function placeOf({ spec }) {
  return spec.branch ?? spec.location ?? '';
}

/** The whole truth about it, for those who look closer. */
export function fullPlaceOf({ spec, status }) {
  const directory = status.directory ? `, in ${status.directory}` : '';
  return spec.branch ? `${spec.branch} of ${spec.repository}${directory}` : (spec.location ?? '');
}
