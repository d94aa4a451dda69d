package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleOperations;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.session.SessionException.Invalid;
import jakarta.inject.Inject;
import java.util.List;

/** Schedules, named by id or name, and their runs. */
final class ScheduleEndpoints {
  private static final String SCHEDULES = ProjectEndpoints.PROJECT + "/schedules";
  private static final String SCHEDULE = SCHEDULES + "/{schedule}";
  private static final int USUAL_LIMIT = 50;

  private final ScheduleOperations schedules;

  @Inject
  ScheduleEndpoints(ScheduleOperations schedules) {
    this.schedules = requireNonNull(schedules, "schedules");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                SCHEDULES,
                "listSchedules",
                "Schedules, by name",
                Gives.json(200, "ScheduleList"),
                this::list)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                SCHEDULES,
                "createSchedule",
                "Creates sessions again and again, at times that cron names",
                Gives.json(201, "Schedule", "Location"),
                this::create)
            .needs(Access.EDIT)
            .takes(Takes.json("NewSchedule"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.ALREADY_EXISTS, ProblemType.UNSATISFIED),
        Endpoint.of(
                Method.GET,
                SCHEDULE,
                "getSchedule",
                "One schedule",
                Gives.json(200, "Schedule"),
                this::get)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.DELETE,
                SCHEDULE,
                "deleteSchedule",
                "Deletes a schedule and what is known of its runs; their sessions stay",
                Gives.nothing(),
                this::delete)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                SCHEDULE + "/suspend",
                "suspendSchedule",
                "Lets no time come until it is resumed",
                Gives.json(200, "Schedule"),
                this::suspend)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_STATE),
        Endpoint.of(
                Method.POST,
                SCHEDULE + "/resume",
                "resumeSchedule",
                "Lets times come again; those missed meanwhile do not",
                Gives.json(200, "Schedule"),
                this::resume)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_STATE, ProblemType.UNSATISFIED),
        Endpoint.of(
                Method.POST,
                SCHEDULE + "/trigger",
                "triggerSchedule",
                "Makes one run more, now, also of a suspended schedule",
                Gives.json(202, "ScheduleRun"),
                this::trigger)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.GET,
                SCHEDULE + "/runs",
                "listRuns",
                "What became of each time, newest first; the last 100 are known",
                Gives.json(200, "ScheduleRunList"),
                this::runs)
            .needs(Access.VIEW)
            .asks(List.of(Parameter.number("limit", "most runs, 1..100, usually 50")))
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer list(Call call) {
    return Answer.json(200, ApiJson.writeSchedules(schedules.list(call.caller(), call.project())));
  }

  private Answer create(Call call) {
    Schedule created =
        schedules.create(call.caller(), call.project(), ApiJson.readNewSchedule(call.body()));
    String location = SCHEDULES.replace("{project}", call.project().value());
    return Answer.json(201, ApiJson.write(created)).with("Location", location + "/" + created.id());
  }

  private Answer get(Call call) {
    return answer(schedules.get(call.caller(), call.project(), call.text("schedule")));
  }

  private Answer delete(Call call) {
    schedules.delete(call.caller(), call.project(), call.text("schedule"));
    return Answer.empty(204);
  }

  private Answer suspend(Call call) {
    return answer(schedules.suspend(call.caller(), call.project(), call.text("schedule")));
  }

  private Answer resume(Call call) {
    return answer(schedules.resume(call.caller(), call.project(), call.text("schedule")));
  }

  private Answer trigger(Call call) {
    ScheduleRun run = schedules.trigger(call.caller(), call.project(), call.text("schedule"));
    return Answer.json(202, ApiJson.write(run));
  }

  private Answer runs(Call call) {
    long limit = call.query().number("limit").orElse(USUAL_LIMIT);
    Invalid.check(limit >= 1 && limit <= Schedules.KEPT_RUNS, "limit", "must be 1..100");
    return Answer.json(
        200,
        ApiJson.writeRuns(
            schedules.runs(call.caller(), call.project(), call.text("schedule"), (int) limit)));
  }

  private static Answer answer(Schedule schedule) {
    return Answer.json(200, ApiJson.write(schedule));
  }
}
