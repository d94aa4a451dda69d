package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.json.NewProject;
import dev.agentsessions.operation.InvalidSession;
import dev.agentsessions.operation.ProjectOperations;
import dev.agentsessions.operation.SessionValidation;
import dev.agentsessions.operation.ValidationReport;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectSettings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/** Projects and their settings. */
final class ProjectEndpoints {
  /** Before every route of the API. */
  static final String BASE = "/api/v1";

  static final String PROJECTS = BASE + "/projects";
  static final String PROJECT = PROJECTS + "/{project}";

  private final ProjectOperations projects;
  private final SessionValidation validation;

  @Inject
  ProjectEndpoints(ProjectOperations projects, SessionValidation validation) {
    this.projects = requireNonNull(projects, "projects");
    this.validation = requireNonNull(validation, "validation");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                PROJECTS,
                "listProjects",
                "The projects that the caller may view, by id",
                Gives.json(200, "ProjectList"),
                this::list)
            .needs(Access.KNOWN),
        Endpoint.of(
                Method.POST,
                PROJECTS,
                "createProject",
                "Creates a project",
                Gives.json(201, "Project", "Location"),
                this::create)
            .needs(Access.KNOWN)
            .takes(Takes.json("NewProject"))
            .mayAnswer(ProblemType.ALREADY_EXISTS),
        Endpoint.of(
                Method.GET,
                PROJECT,
                "getProject",
                "One project",
                Gives.json(200, "Project"),
                this::get)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.DELETE,
                PROJECT,
                "deleteProject",
                "Deletes a project that has no sessions and no schedules",
                Gives.nothing(),
                this::delete)
            .needs(Access.ADMIN)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.NOT_EMPTY),
        Endpoint.of(
                Method.GET,
                PROJECT + "/settings",
                "getSettings",
                "What holds for all sessions of a project",
                Gives.json(200, "ProjectSettings"),
                this::getSettings)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.PUT,
                PROJECT + "/settings",
                "replaceSettings",
                "Replaces the settings, whole",
                Gives.json(200, "ProjectSettings"),
                this::replaceSettings)
            .needs(Access.ADMIN)
            .takes(Takes.json("ProjectSettings"))
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.GET,
                PROJECT + "/validation",
                "validateSessions",
                "Which sessions could not work where they should, up to 200 looked at a call",
                Gives.json(200, "ValidationPage"),
                this::validate)
            .needs(Access.VIEW)
            .asks(List.of(Parameter.text("cursor", "the next of the call before")))
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer list(Call call) {
    return Answer.json(200, ApiJson.writeProjects(projects.list(call.caller())));
  }

  private Answer create(Call call) {
    NewProject wanted = ApiJson.readNewProject(call.body());
    Project project =
        projects.create(call.caller(), wanted.id(), wanted.displayName(), wanted.settings());
    return Answer.json(201, ApiJson.write(project)).with("Location", PROJECTS + "/" + project.id());
  }

  private Answer get(Call call) {
    return Answer.json(200, ApiJson.write(projects.get(call.caller(), call.project())));
  }

  private Answer delete(Call call) {
    projects.delete(call.caller(), call.project());
    return Answer.empty(204);
  }

  private Answer getSettings(Call call) {
    Project project = projects.get(call.caller(), call.project());
    return Answer.json(200, ApiJson.write(project.settings()));
  }

  private Answer replaceSettings(Call call) {
    ProjectSettings wanted = ApiJson.readProjectSettings(call.body());
    Project changed = projects.change(call.caller(), call.project(), wanted);
    return Answer.json(200, ApiJson.write(changed.settings()));
  }

  private Answer validate(Call call) {
    ValidationReport report =
        validation.report(
            call.caller(), call.project(), call.query().text("cursor").map(ApiJson::readCursor));
    return Answer.json(
        200,
        JsonWriter.write(
            json -> {
              json.objects("items", report.invalid(), ProjectEndpoints::write);
              ApiJson.writeNext(json, report.next());
              json.number("checked", report.checked()).number("elsewhere", report.elsewhere());
            }));
  }

  private static void write(JsonWriter json, InvalidSession invalid) {
    json.text("session", invalid.session().id())
        .text("slug", invalid.session().identity().slug())
        .text("phase", invalid.session().state().phase())
        .text("problem", invalid.problem().code().name().toLowerCase(Locale.ROOT))
        .text("field", invalid.problem().field())
        .text("message", invalid.problem().message());
  }
}
