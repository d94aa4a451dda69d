package dev.agentsessions.k8s.resource;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.google.common.collect.ImmutableSortedMap;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a session. All but {@code desired}, {@code run}, {@code repos}, {@code
 * activeWorkflow} and {@code llm.model} may change between runs only: a change of anything else
 * while it is Creating or Running ends the run.
 *
 * @param timeout ISO 8601, counted by the Job; absent: the operator's
 * @param inactivityTimeout ISO 8601; for the host behind which the resource stands
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(oldSelf.run) || (has(self.run) && self.run >= oldSelf.run)",
    message = "run only rises")
@ValidationRule(
    value = "!has(self.repos) || self.repos.all(r, self.repos.exists_one(o, o.url == r.url))",
    message = "a repository is listed once",
    fieldPath = ".repos")
@ValidationRule(
    value =
        "!has(self.environment) || self.environment.all(k, !k.startsWith('LD_')"
            + " && !k.startsWith('SESSION_') && !(k in ['PATH', 'HOME', 'USER', 'LOGNAME',"
            + " 'SHELL', 'TERM', 'COLORTERM', 'WORKER_ID', 'PROJECT']))",
    message = "a variable of the system's cannot be set",
    fieldPath = ".environment")
public record AgenticSessionSpec(
    @JsonPropertyDescription("Whether the session is to run.") @Default("Running") Desired desired,
    @JsonPropertyDescription("Raise it to run a session again that has completed or failed.")
        @Default("0")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        int run,
    @JsonPropertyDescription("The tenant.") @Default("default") @Size(min = 1, max = 63)
        String project,
    @Nullable @JsonPropertyDescription("For people.") @Size(max = 200) String displayName,
    @Nullable @JsonPropertyDescription("On whose behalf it runs.") @Size(max = 512) String subject,
    @JsonPropertyDescription("Cloned into the workspace.") @Size(max = 50)
        List<RepositorySpec> repos,
    @Nullable @JsonPropertyDescription("The workflow that the agent works in.")
        WorkflowSpec activeWorkflow,
    @Nullable
        @JsonPropertyDescription("The agent's id; absent: the runner decides.")
        @Size(max = 64)
        String agent,
    @Nullable @JsonPropertyDescription("Delivered once, to the first agent.") @Size(max = 262144)
        String initialPrompt,
    @JsonPropertyDescription("The language model.") LlmSpec llm,
    @JsonPropertyDescription("Variables of the runner; the system's cannot be set.")
        @Size(max = 100)
        Map<String, String> environment,
    @JsonPropertyDescription("Values for the agent's command.") @Size(max = 100)
        Map<String, String> templateVars,
    @JsonPropertyDescription("Secrets of this namespace that the runner gets as variables.")
        @Size(max = 20)
        List<@Size(min = 1, max = 253) @Pattern(AgenticSessionSpec.NAME) String> secrets,
    @Nullable
        @JsonPropertyDescription("The longest run, such as PT8H.")
        @Pattern(AgenticSessionSpec.DURATION)
        @Size(min = 3, max = 32)
        String timeout,
    @Nullable
        @JsonPropertyDescription("The longest idleness, such as PT24H.")
        @Pattern(AgenticSessionSpec.DURATION)
        @Size(min = 3, max = 32)
        String inactivityTimeout,
    @Nullable @JsonPropertyDescription("false: one run, from prompt to end.") Boolean interactive,
    @Nullable @JsonPropertyDescription("The agent's end completes the session.")
        Boolean stopOnRunFinished,
    @Nullable
        @JsonPropertyDescription("How often a failed run is tried again; absent: the operator's.")
        @Min(0)
        @Max(100)
        @JsonDeserialize(using = WholeNumber.class)
        Integer backoffLimit,
    @JsonPropertyDescription("The container that does the work.") RunnerSpec runner,
    @JsonPropertyDescription("What the runner asks for, and what it may use.")
        ResourcesSpec resources,
    @JsonPropertyDescription("Where its files are kept.") WorkspaceSpec workspace) {
  /** An ISO 8601 duration of days, hours, minutes and seconds. */
  static final String DURATION =
      "^P(\\d{1,9}D)?(T(\\d{1,9}H(\\d{1,9}M)?(\\d{1,9}S)?|\\d{1,9}M(\\d{1,9}S)?|\\d{1,9}S))?$";

  /** Of an object of the cluster's. */
  static final String NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  /** Everything by default. */
  public static final AgenticSessionSpec DEFAULT =
      new AgenticSessionSpec(
          Desired.RUNNING,
          0,
          "default",
          null,
          null,
          List.of(),
          null,
          null,
          null,
          LlmSpec.DEFAULT,
          Map.of(),
          Map.of(),
          List.of(),
          null,
          null,
          null,
          null,
          null,
          RunnerSpec.DEFAULT,
          ResourcesSpec.DEFAULT,
          WorkspaceSpec.DEFAULT);

  /** Of which only a later version can say more. */
  static final AgenticSessionSpec UNKNOWN = DEFAULT.wanting(Desired.UNKNOWN, 0);

  /** The same, wanted otherwise. */
  public AgenticSessionSpec wanting(Desired desired, int run) {
    return new AgenticSessionSpec(
        desired,
        run,
        project,
        displayName,
        subject,
        repos,
        activeWorkflow,
        agent,
        initialPrompt,
        llm,
        environment,
        templateVars,
        secrets,
        timeout,
        inactivityTimeout,
        interactive,
        stopOnRunFinished,
        backoffLimit,
        runner,
        resources,
        workspace);
  }

  /** The same, with what may change during a run. */
  public AgenticSessionSpec working(
      List<RepositorySpec> repos, @Nullable WorkflowSpec activeWorkflow, String model) {
    return new AgenticSessionSpec(
        desired,
        run,
        project,
        displayName,
        subject,
        repos,
        activeWorkflow,
        agent,
        initialPrompt,
        new LlmSpec(model, llm.temperature(), llm.maxTokens()),
        environment,
        templateVars,
        secrets,
        timeout,
        inactivityTimeout,
        interactive,
        stopOnRunFinished,
        backoffLimit,
        runner,
        resources,
        workspace);
  }

  // Maps are sorted, so that a spec is always written the same way.
  /** Takes null for what a manifest leaves out. */
  public AgenticSessionSpec {
    desired = requireNonNullElse(desired, Desired.RUNNING);
    project = requireNonNullElse(project, "default");
    repos = List.copyOf(requireNonNullElse(repos, List.of()));
    llm = requireNonNullElse(llm, LlmSpec.DEFAULT);
    environment = ImmutableSortedMap.copyOf(requireNonNullElse(environment, Map.of()));
    templateVars = ImmutableSortedMap.copyOf(requireNonNullElse(templateVars, Map.of()));
    secrets = List.copyOf(requireNonNullElse(secrets, List.of()));
    runner = requireNonNullElse(runner, RunnerSpec.DEFAULT);
    resources = requireNonNullElse(resources, ResourcesSpec.DEFAULT);
    workspace = requireNonNullElse(workspace, WorkspaceSpec.DEFAULT);
  }
}
