package dev.agentsessions.operation;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.secret.SecretVariables;
import dev.agentsessions.session.ActivityNotes;

/**
 * Binds what callers may do. Hosts edit the pipelines by adding to the set of {@link
 * PipelineEditor}s.
 */
public final class OperationModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Sessions.class).in(Singleton.class);
    bind(LiveCalls.class).in(Singleton.class);
    bind(SessionPlaces.class);
    bind(ContentUses.class).in(Singleton.class);
    bind(FileCalls.class).in(Singleton.class);
    bind(RuntimeCalls.class);
    bind(AccessCalls.class);
    bind(GitCalls.class).in(Singleton.class);
    bind(GitChangeCalls.class).in(Singleton.class);
    bind(Messages.class).in(Singleton.class);
    bind(Results.class).in(Singleton.class);
    bind(Secrets.class).in(Singleton.class);
    bind(Exports.class).in(Singleton.class);
    bind(ProjectOperations.class).in(Singleton.class);
    bind(SessionValidation.class).in(Singleton.class);
    bind(Imports.class).in(Singleton.class);
    bind(TaskOperations.class).in(Singleton.class);
    bind(TokenOperations.class);
    bind(GitCredentials.class);
    bind(GitTokenCalls.class);
    bind(SessionRemotes.class);
    bind(ActivityReports.class);
    bind(AgentOperations.class).in(Singleton.class);
    bind(RepositoryOperations.class).in(Singleton.class);
    bind(WebhookOperations.class).in(Singleton.class);
    bind(RoleOperations.class).in(Singleton.class);
    bind(RepositoryPaths.class);
    bind(SessionsOnRepositories.class);
    bind(TerminalSizes.class).in(Singleton.class);
    bind(Typings.class).in(Singleton.class);
    bind(ActivityNotes.class).in(Singleton.class);
    bind(SessionFinder.class);
    bind(Steps.class);
    bind(PipelineRunner.class);
    bind(NewWorkers.class);
    bind(Homes.class);
    bind(Limits.class);
    bind(SessionPipelines.class).in(Singleton.class);
    bind(NewWorkspaces.class);
    bind(CreateOperation.class);
    bind(SpecOperations.class);
    bind(LifecycleOperations.class);
    bind(ForgetOperation.class);
    bind(ChangeOperations.class);
    bind(RestartOperations.class);
    bind(ProvisionOperations.class);
    bind(ModelOperations.class);
    bind(Provisions.class);
    bind(WorkflowCalls.class);
    bind(ImportOperation.class);
    bind(Restarts.class);
    bind(MessageOperations.class);
    bind(ResultOperations.class);
    bind(SecretOperations.class);
    bind(SecretVariables.class);
    bind(Clones.class);
    Multibinder.newSetBinder(binder(), PipelineEditor.class);
  }
}
