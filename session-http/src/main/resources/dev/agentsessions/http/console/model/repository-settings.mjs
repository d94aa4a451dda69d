/** The settings of a repository as the lines of a form, and back. */

/** Each setting as text. */
export function linesFrom({ environment = {}, templateFiles = [], protectedBranches = [], ...rest }) {
  return {
    name: rest.name,
    setupCommand: rest.setupCommand ?? '',
    cleanupCommand: rest.cleanupCommand ?? '',
    agent: rest.agent ?? '',
    environment: Object.entries(environment)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
    templateFiles: templateFiles.join('\n'),
    protectedBranches: protectedBranches.join('\n'),
  };
}

/**
 * What to send for a repository.
 *
 * @param lines as {@link linesFrom} gives them, and `hasOwnBranches`: whether it protects branches of
 *     its own, even none, instead of the project's
 * @throws Error with `field`, for an environment that is not NAME=value
 */
export function settingsFrom(path, lines) {
  const { name, setupCommand, cleanupCommand, agent, hasOwnBranches } = lines;
  return {
    path,
    ...(name.trim() && { name: name.trim() }),
    environment: environmentFrom(lines.environment),
    templateFiles: entriesOf(lines.templateFiles),
    ...(setupCommand.trim() && { setupCommand: setupCommand.trim() }),
    ...(cleanupCommand.trim() && { cleanupCommand: cleanupCommand.trim() }),
    ...(agent && { agent }),
    ...(hasOwnBranches && { protectedBranches: entriesOf(lines.protectedBranches) }),
  };
}

function environmentFrom(text) {
  const entries = entriesOf(text).map((line) => {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(line) ?? [];
    if (!name) {
      throw Object.assign(new Error(`A line of it is not NAME=value: ${line}.`), {
        field: 'environment',
      });
    }
    return [name.trim(), value];
  });
  return Object.fromEntries(entries);
}

function entriesOf(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
