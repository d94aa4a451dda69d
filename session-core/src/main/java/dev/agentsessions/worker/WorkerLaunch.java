package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.TokenSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param epoch of its output, and its name together with the worker: starting one epoch twice
 *     starts one process
 * @param command argv; empty: the user's login shell
 * @param directory where it runs, absolute; absent: the endpoint's
 * @param environment added to what the runtime gives every worker; with the session's secrets in it
 * @param token by which the process may call the API; the runtime leaves it in a file for the
 *     worker alone and says where by {@link #TOKEN_FILE}
 */
public record WorkerLaunch(
    WorkerId worker,
    long epoch,
    List<String> command,
    Optional<String> directory,
    Map<String, String> environment,
    WindowSize size,
    Optional<TokenSecret> token) {
  /** The variable that names the token's file. */
  public static final String TOKEN_FILE = "SESSION_TOKEN_FILE";

  public WorkerLaunch {
    requireNonNull(worker, "worker");
    checkArgument(epoch > 0, "epochs start at 1: %s", epoch);
    command = List.copyOf(command);
    requireNonNull(directory, "directory");
    environment = Map.copyOf(environment);
    requireNonNull(size, "size");
    requireNonNull(token, "token");
  }

  /** Without what may hold secrets. */
  @Override
  public String toString() {
    return "process " + epoch + " of " + worker;
  }

  /** The same, elsewhere. */
  public WorkerLaunch in(String directory) {
    return new WorkerLaunch(
        worker, epoch, command, Optional.of(directory), environment, size, token);
  }

  /** In the endpoint's directory, without a token. */
  public WorkerLaunch(
      WorkerId worker,
      long epoch,
      List<String> command,
      Map<String, String> environment,
      WindowSize size) {
    this(worker, epoch, command, Optional.empty(), environment, size, Optional.empty());
  }
}
