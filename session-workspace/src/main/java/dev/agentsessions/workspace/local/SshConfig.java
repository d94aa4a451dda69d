package dev.agentsessions.workspace.local;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How git reaches remotes by {@code ssh}, which has to be on the {@code PATH}. Nobody is ever asked
 * anything, and a server is talked to only if its key is known: one that is unknown is refused.
 *
 * @param file what {@code ssh} reads in place of the configuration of the account that this program
 *     runs as and of the system: keys, known hosts and the like, absolute; absent: those two, and
 *     so the keys and known hosts in the account's {@code ~/.ssh}
 * @param agent the socket of an agent that has keys, absolute; absent: there is none
 * @see <a href="https://man.openbsd.org/ssh_config">ssh_config</a>
 */
public record SshConfig(Optional<Path> file, Optional<Path> agent) {
  /** The account's own keys and known hosts. */
  public static final SshConfig USUAL = new SshConfig(Optional.empty(), Optional.empty());

  /** Stronger than any file: no questions, no process that stays, nothing of ours lent. */
  private static final String ALWAYS =
      "-oBatchMode=yes -oStrictHostKeyChecking=yes -oUpdateHostKeys=no -oForwardAgent=no"
          + " -oClearAllForwardings=yes -oPermitLocalCommand=no -oControlMaster=no"
          + " -oConnectTimeout=20 -oServerAliveInterval=20";

  public SshConfig {
    checkAbsolute(file);
    checkAbsolute(agent);
  }

  private static void checkAbsolute(Optional<Path> path) {
    checkArgument(path.isEmpty() || path.get().isAbsolute(), "not an absolute path: %s", path);
  }

  /** For a shell, as git wants to be told. */
  String command() {
    return "ssh " + ALWAYS + file.map(path -> " -F " + quoted(path)).orElse("");
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }

  /** A call that speaks with a remote by ssh. */
  GitCall with(GitCall call) {
    return agent.map(socket -> call.with("SSH_AUTH_SOCK", socket.toString())).orElse(call);
  }
}
