package dev.agentsessions.http;

import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.util.function.BiConsumer;

/** Gives a handler the connection that its response goes to. Found by Helidon, used by nobody. */
@SuppressWarnings("TypeParameterUnusedInFormals") // the interface is like that
public final class WireProvider implements SinkProvider<String> {
  @Override
  public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
    return type.equals(Wire.TYPE);
  }

  @Override
  @SuppressWarnings("unchecked") // asked for Wire.TYPE only
  public <X extends Sink<String>> X create(SinkProviderContext context) {
    return (X) new Wire(context.connectionContext());
  }

  @Override
  @SuppressWarnings("removal") // still abstract
  public <X extends Sink<String>> X create(
      ServerResponse response, BiConsumer<Object, MediaType> consumer, Runnable close) {
    throw new UnsupportedOperationException("made from the context");
  }
}
