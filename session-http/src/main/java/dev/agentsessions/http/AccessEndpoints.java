package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.WebhookId;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.NewRole;
import dev.agentsessions.json.NewWebhook;
import dev.agentsessions.operation.RoleOperations;
import dev.agentsessions.operation.WebhookOperations;
import jakarta.inject.Inject;
import java.util.List;

/** Who may work in a project, and who is told of it. */
final class AccessEndpoints {
  private static final String ROLES = ProjectEndpoints.PROJECT + "/roles";
  private static final String WEBHOOKS = ProjectEndpoints.PROJECT + "/webhooks";

  private final RoleOperations roles;
  private final WebhookOperations webhooks;

  @Inject
  AccessEndpoints(RoleOperations roles, WebhookOperations webhooks) {
    this.roles = requireNonNull(roles, "roles");
    this.webhooks = requireNonNull(webhooks, "webhooks");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                ROLES,
                "listRoles",
                "Who has which role in the project, by subject",
                Gives.json(200, "RoleList"),
                this::listRoles)
            .needs(Access.ADMIN)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                ROLES,
                "createRole",
                "Gives somebody a role in the project",
                Gives.json(201, "Role"),
                this::createRole)
            .needs(Access.ADMIN)
            .takes(Takes.json("NewRole"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.ALREADY_EXISTS),
        Endpoint.of(
                Method.DELETE,
                ROLES + "/{subject}",
                "deleteRole",
                "Takes somebody's role away",
                Gives.nothing(),
                this::deleteRole)
            .needs(Access.ADMIN)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.GET,
                WEBHOOKS,
                "listWebhooks",
                "Where events shall be sent, the oldest first",
                Gives.json(200, "WebhookList"),
                this::listWebhooks)
            .needs(Access.ADMIN)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                WEBHOOKS,
                "createWebhook",
                "Keeps a webhook; its secret is never told again",
                Gives.json(201, "Webhook"),
                this::createWebhook)
            .needs(Access.ADMIN)
            .takes(Takes.json("NewWebhook"))
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.DELETE,
                WEBHOOKS + "/{webhook}",
                "deleteWebhook",
                "Forgets a webhook",
                Gives.nothing(),
                this::deleteWebhook)
            .needs(Access.ADMIN)
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer listRoles(Call call) {
    return Answer.json(200, ApiJson.writeEntries(roles.list(call.caller(), call.project())));
  }

  private Answer createRole(Call call) {
    NewRole wanted = ApiJson.readNewRole(call.body());
    return Answer.json(
        201,
        ApiJson.write(
            roles.create(call.caller(), call.project(), wanted.subject(), wanted.role())));
  }

  private Answer deleteRole(Call call) {
    roles.delete(call.caller(), call.project(), call.text("subject"));
    return Answer.empty(204);
  }

  private Answer listWebhooks(Call call) {
    return Answer.json(200, ApiJson.writeEntries(webhooks.list(call.caller(), call.project())));
  }

  private Answer createWebhook(Call call) {
    NewWebhook wanted = ApiJson.readNewWebhook(call.body());
    return Answer.json(
        201,
        ApiJson.write(
            webhooks.create(
                call.caller(), call.project(), wanted.url(), wanted.events(), wanted.secret())));
  }

  private Answer deleteWebhook(Call call) {
    webhooks.delete(call.caller(), call.project(), call.parsed("webhook", WebhookId::new));
    return Answer.empty(204);
  }
}
