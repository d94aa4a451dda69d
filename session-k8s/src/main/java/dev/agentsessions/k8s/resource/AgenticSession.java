package dev.agentsessions.k8s.resource;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A session whose workspace and run are provided by a cluster. */
@Group(AgenticSession.GROUP)
@Version(AgenticSession.VERSION)
@ShortNames("asess")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Agent", jsonPath = ".spec.agent")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.reason")
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
public final class AgenticSession extends CustomResource<AgenticSessionSpec, AgenticSessionStatus>
    implements Namespaced {
  public static final String GROUP = "agentsessions.dev";
  public static final String VERSION = "v1alpha1";

  private static final long serialVersionUID = 1;

  @Override
  protected AgenticSessionSpec initSpec() {
    return AgenticSessionSpec.DEFAULT;
  }

  @Override
  protected AgenticSessionStatus initStatus() {
    return AgenticSessionStatus.NONE;
  }
}
