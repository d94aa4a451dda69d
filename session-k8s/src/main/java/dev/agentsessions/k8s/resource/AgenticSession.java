package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** Of the operator's: it has begun a run, and lets the session go when nothing is left of it. */
  public static final String FINALIZER = GROUP + "/session";

  /** The highest fence that a host came with: an annotation of hosts'. */
  public static final String FENCE = GROUP + "/fence";

  private static final long serialVersionUID = 1;

  // What is told to be nothing is like what is not told.
  @Override
  @JsonDeserialize(using = PartReader.OfSpec.class)
  @JsonSetter(nulls = Nulls.SKIP)
  public void setSpec(@Nullable AgenticSessionSpec spec) {
    super.setSpec(spec);
  }

  @Override
  @JsonDeserialize(using = PartReader.OfStatus.class)
  @JsonSetter(nulls = Nulls.SKIP)
  public void setStatus(@Nullable AgenticSessionStatus status) {
    super.setStatus(status);
  }

  /**
   * Whether the session is wanted Stopped, and its operator has said so of this very wish: nothing
   * of it runs, nor will before it is wanted otherwise.
   */
  public boolean hasStopped() {
    AgenticSessionStatus status = getStatus();
    boolean said =
        status.phase().isResting()
            && status.observedRun() == null
            && status.observedGeneration() != null
            && status.observedGeneration() >= getMetadata().getGeneration();
    return getSpec().desired() == Desired.STOPPED && (said || !hasFinalizer(FINALIZER));
  }

  /** Whether a host drives the session, and says itself what its workspace shall have. */
  public boolean hasHost() {
    Map<String, String> annotations = getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(FENCE);
  }

  /** This version of this very session, and nothing of what is said of it: to say some of it. */
  public AgenticSession bare() {
    AgenticSession bare = new AgenticSession();
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(getMetadata().getNamespace())
            .withName(getMetadata().getName())
            .withUid(getMetadata().getUid())
            .withResourceVersion(getMetadata().getResourceVersion())
            .build());
    bare.setSpec(null);
    bare.setStatus(null);
    return bare;
  }

  @Override
  protected AgenticSessionSpec initSpec() {
    return AgenticSessionSpec.DEFAULT;
  }

  @Override
  protected AgenticSessionStatus initStatus() {
    return AgenticSessionStatus.NONE;
  }
}
