package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/**
 * Why a session is in its state or a condition has its status: one CamelCase word that programs can
 * compare.
 */
public record Reason(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");

  public static final Reason USER = new Reason("User");
  public static final Reason DELETED = new Reason("Deleted");
  public static final Reason INACTIVITY = new Reason("Inactivity");
  public static final Reason TIMEOUT = new Reason("Timeout");
  public static final Reason RUN_FINISHED = new Reason("RunFinished");
  public static final Reason RUNNER_EXIT = new Reason("RunnerExit");
  public static final Reason SPAWN_FAILED = new Reason("SpawnFailed");
  public static final Reason ENVIRONMENT_PENDING = new Reason("EnvironmentPending");
  public static final Reason ENVIRONMENT_READY = new Reason("EnvironmentReady");
  public static final Reason ENVIRONMENT_RELEASED = new Reason("EnvironmentReleased");
  public static final Reason ENVIRONMENT_LOST = new Reason("EnvironmentLost");
  public static final Reason RESTART_LIMIT = new Reason("RestartLimit");
  public static final Reason WORKERS_RUNNING = new Reason("WorkersRunning");
  public static final Reason NO_PROCESS = new Reason("NoProcess");
  public static final Reason NO_LIVE_HOST = new Reason("NoLiveHost");
  public static final Reason HOST_RETURNED = new Reason("HostReturned");
  public static final Reason FORGOTTEN = new Reason("Forgotten");
  public static final Reason DIRECTORY_NOT_FOUND = new Reason("DirectoryNotFound");
  public static final Reason NOT_GIT_REPOSITORY = new Reason("NotGitRepository");
  public static final Reason BRANCH_NOT_FOUND = new Reason("BranchNotFound");
  public static final Reason IMPORTED = new Reason("Imported");
  public static final Reason CLONING = new Reason("Cloning");
  public static final Reason CLONE_FAILED = new Reason("CloneFailed");
  public static final Reason COPY_FAILED = new Reason("CopyFailed");
  public static final Reason SOURCE_GONE = new Reason("SourceGone");
  public static final Reason PUSH_FAILED = new Reason("PushFailed");
  public static final Reason CLONED = new Reason("Cloned");
  public static final Reason MODEL_SWITCHED = new Reason("ModelSwitched");
  public static final Reason MODEL_SWITCHING = new Reason("ModelSwitching");
  public static final Reason MODEL_REFUSED = new Reason("ModelRefused");
  public static final Reason WORK_KEPT = new Reason("WorkKept");
  public static final Reason WORK_PARKED = new Reason("WorkParked");

  /** Whether a text is one. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  public Reason {
    checkArgument(FORM.matcher(value).matches(), "not a CamelCase reason: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
