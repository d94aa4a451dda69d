package dev.agentsessions.operation;

import jakarta.inject.Inject;

/** Every operation on sessions, as the host has edited it. */
final class SessionPipelines {
  final Pipeline<SessionOperation<CreateSession>> create;
  final Pipeline<SessionOperation<UpdateSession>> update;
  final Pipeline<SessionOperation<ApplySession>> apply;
  final Pipeline<SessionOperation<PatchSession>> patch;
  final Pipeline<SessionOperation<StartSession>> start;
  final Pipeline<SessionOperation<StopSession>> stop;
  final Pipeline<SessionOperation<DeleteSession>> delete;
  final Pipeline<SessionOperation<ForgetSession>> forget;
  final Pipeline<SessionOperation<AddWorker>> addWorker;
  final Pipeline<SessionOperation<DeleteWorker>> deleteWorker;
  final Pipeline<SessionOperation<RestartWorker>> restartWorker;
  final Pipeline<SessionOperation<RestartSession>> restart;
  final Pipeline<SessionOperation<AddRepository>> addRepository;
  final Pipeline<SessionOperation<RemoveRepository>> removeRepository;
  final Pipeline<SessionOperation<SwitchWorkflow>> switchWorkflow;
  final Pipeline<SessionOperation<SwitchModel>> switchModel;
  final Pipeline<SessionOperation<SendMessage>> sendMessage;
  final Pipeline<SessionOperation<ReportResult>> reportResult;
  final Pipeline<SessionOperation<SetSecret>> setSecret;
  final Pipeline<SessionOperation<RemoveSecret>> removeSecret;

  @Inject
  SessionPipelines(
      PipelineRunner runner,
      CreateOperation creation,
      SpecOperations specs,
      LifecycleOperations lifecycle,
      ForgetOperation forgetting,
      ChangeOperations changes,
      RestartOperations restarts,
      ProvisionOperations provisions,
      ModelOperations models,
      MessageOperations messages,
      ResultOperations results,
      SecretOperations secrets) {
    create = runner.edited(creation.pipeline());
    update = runner.edited(specs.update());
    apply = runner.edited(specs.apply());
    patch = runner.edited(changes.patch());
    start = runner.edited(lifecycle.start());
    stop = runner.edited(lifecycle.stop());
    delete = runner.edited(lifecycle.delete());
    forget = runner.edited(forgetting.pipeline());
    addWorker = runner.edited(changes.addWorker());
    deleteWorker = runner.edited(changes.deleteWorker());
    restartWorker = runner.edited(restarts.worker());
    restart = runner.edited(restarts.session());
    addRepository = runner.edited(provisions.add());
    removeRepository = runner.edited(provisions.remove());
    switchWorkflow = runner.edited(provisions.workflow());
    switchModel = runner.edited(models.pipeline());
    sendMessage = runner.edited(messages.send());
    reportResult = runner.edited(results.report());
    setSecret = runner.edited(secrets.set());
    removeSecret = runner.edited(secrets.remove());
  }
}
