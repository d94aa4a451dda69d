package dev.agentsessions.examples.program;

import com.google.inject.Module;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.TokensModule;
import java.nio.file.Path;

/** How callers prove who they are. */
public enum AuthChoice {
  /** Not at all: whoever reaches the loopback address is the one user. */
  SINGLE_USER,
  /** By a token. */
  TOKENS;

  /**
   * @param data where the administrator's token is left
   */
  public Module module(Path data) {
    return switch (this) {
      case SINGLE_USER -> new SingleUserModule();
      case TOKENS -> new TokensModule(data);
    };
  }
}
