package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Denied;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OwnerTest {
  private static final Caller MEMBER = new Caller("bob", Set.of("acme", "other"));
  private final World world = new World();
  private final Sessions sessions = TestHost.in(world).sessions();

  @Test
  @DisplayName("S-13 there are two scopes and no other")
  void thereAreTwoScopes() {
    assertThat(OwnerScope.values())
        .containsExactlyInAnyOrder(OwnerScope.ORGANIZATION, OwnerScope.IDENTITY_ACCOUNT);
  }

  @Test
  @DisplayName("S-13 without a scope a session belongs to the caller's account")
  void withoutAScopeItIsTheCallers() {
    assertThat(create(MEMBER, Requests.quick()).identity().owner())
        .isEqualTo(new Owner(OwnerScope.IDENTITY_ACCOUNT, "bob"));
  }

  @Test
  @DisplayName("S-13 a member's session may belong to the organization")
  void aMembersSessionMayBeTheOrganizations() {
    assertThat(create(MEMBER, Requests.ownedBy("acme")).identity().owner())
        .isEqualTo(new Owner(OwnerScope.ORGANIZATION, "acme"));
  }

  @Test
  @DisplayName("S-13 an organization of which the caller is no member is denied, nothing stored")
  void aStrangersOrganizationIsDenied() {
    assertThatThrownBy(() -> create(ANN, Requests.ownedBy("acme"))).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> create(MEMBER, Requests.ownedBy("bob"))).isInstanceOf(Denied.class);

    assertThat(world.all()).isEmpty();
  }

  @Test
  @DisplayName("S-13 an account's id is never given, and an organization's always is")
  void onlyAnOrganizationIsGiven() {
    assertThatThrownBy(() -> new OwnerChoice(OwnerScope.IDENTITY_ACCOUNT, Optional.of("bob")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new OwnerChoice(OwnerScope.ORGANIZATION, Optional.empty()))
        .isInstanceOf(Invalid.class);
  }

  @Test
  @DisplayName("S-14 a child inherits its parent's owner, whoever creates it")
  void aChildInheritsTheOwner() {
    Session parent = create(MEMBER, Requests.ownedBy("acme"));

    Session child = create(ANN, Requests.childOf(parent.id()));

    assertThat(child.identity().owner()).isEqualTo(parent.identity().owner());
    assertThat(child.identity().parent()).contains(parent.id());
    assertThat(child.revision().created().by()).isEqualTo("ann");
  }

  @Test
  @DisplayName("S-14 a parent that is not there or was deleted is NotFound, and nothing is stored")
  void anUnknownParentIsNotFound() {
    Session parent = create(ANN, Requests.quick().resting());
    sessions.delete(ANN, DEFAULT, Requests.delete(parent));

    assertThatThrownBy(() -> create(ANN, Requests.childOf(parent.id())))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> create(ANN, Requests.childOf(new SessionId("ses-none"))))
        .isInstanceOf(NotFound.class);

    assertThat(world.all()).isEmpty();
  }

  private Session create(Caller caller, CreateSession request) {
    return sessions.create(caller, DEFAULT, request);
  }
}
