package dev.agentsessions.bench.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspaceGit;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements run seldom: what they need would be missed late. */
class LoneWorkspacesTest {
  @TempDir Path data;

  @Test
  void theyHaveAllTheyNeed() {
    Injector injector = Guice.createInjector(new LoneWorkspaces(data));

    assertThat(injector.getInstance(Key.get(new TypeLiteral<Map<String, WorkspaceGit>>() {})))
        .containsOnlyKeys(SessionSpec.LOCAL);
    assertThat(injector.getInstance(Key.get(new TypeLiteral<Map<String, WorkspaceFiles>>() {})))
        .containsOnlyKeys(SessionSpec.LOCAL);
  }
}
