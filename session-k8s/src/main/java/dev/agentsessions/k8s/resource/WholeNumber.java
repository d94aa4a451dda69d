package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;

/** Takes 1.0 for 1, as a cluster does; the client's own reader of an Integer does not. */
final class WholeNumber extends JsonDeserializer<Integer> {
  @Override
  public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return parser.getIntValue();
  }
}
