package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a part of a resource. What cannot be read is taken for words of a later version: such a
 * session is left alone. To fail would end the watch of all.
 */
abstract class PartReader<T> extends JsonDeserializer<T> {
  private static final Logger log = LoggerFactory.getLogger(PartReader.class);

  private final Class<T> type;
  private final T unknown;

  private PartReader(Class<T> type, T unknown) {
    this.type = type;
    this.unknown = unknown;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode part = context.readTree(parser);
    try {
      return context.readTreeAsValue(part, type);
    } catch (JsonProcessingException e) {
      log.warn("left alone, for it cannot be read: {}", where(e));
      return unknown;
    }
  }

  /** Not what it is: that may be a secret. */
  private String where(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? mapping.getPathReference()
        : type.getSimpleName();
  }

  static final class OfSpec extends PartReader<AgenticSessionSpec> {
    OfSpec() {
      super(AgenticSessionSpec.class, AgenticSessionSpec.UNKNOWN);
    }
  }

  static final class OfStatus extends PartReader<AgenticSessionStatus> {
    OfStatus() {
      super(AgenticSessionStatus.class, AgenticSessionStatus.UNKNOWN);
    }
  }
}
