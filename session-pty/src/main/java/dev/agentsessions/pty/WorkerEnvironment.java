package dev.agentsessions.pty;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables of a worker's process (W-02). What the host knows is not inherited, for it may hold
 * secrets, except what a shell needs to be its user's; that part no session can change.
 */
final class WorkerEnvironment {
  private static final Set<String> OURS = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL");
  private static final Set<String> INHERITED =
      Set.of("LANG", "LANGUAGE", "TZ", "TMPDIR", "XDG_RUNTIME_DIR");
  private static final String LOCALE = "LC_";
  private static final String LOADER = "LD_";
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final Map<String, String> host;
  private final String shell;

  /**
   * @param host the host program's variables
   * @param shell the user's login shell
   */
  WorkerEnvironment(Map<String, String> host, String shell) {
    this.host = host;
    this.shell = shell;
  }

  /** All variables of a process that is launched with these. */
  Map<String, String> with(Map<String, String> launch) {
    Map<String, String> all = new HashMap<>();
    host.forEach(
        (name, value) -> {
          if (INHERITED.contains(name) || name.startsWith(LOCALE)) {
            all.put(name, value);
          }
        });
    launch.forEach(
        (name, value) -> {
          if (!name.startsWith(LOADER)) {
            all.put(name, value);
          }
        });
    for (String name : OURS) {
      all.remove(name);
      if (host.containsKey(name)) {
        all.put(name, host.get(name));
      }
    }
    all.putIfAbsent("PATH", USUAL_PATH);
    all.put("SHELL", shell);
    all.put("TERM", "xterm-256color");
    all.putIfAbsent("COLORTERM", "truecolor");
    return all;
  }

  /** The user's login shell, as a command. */
  List<String> loginShell() {
    return List.of(shell, "-l");
  }
}
