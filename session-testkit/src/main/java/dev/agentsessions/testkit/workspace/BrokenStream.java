package dev.agentsessions.testkit.workspace;

import java.io.IOException;
import java.io.InputStream;

/** Some bytes, and then no end but an error. */
final class BrokenStream extends InputStream {
  private int left;

  BrokenStream(int bytes) {
    left = bytes;
  }

  @Override
  public int read() throws IOException {
    if (left-- > 0) {
      return 'x';
    }
    throw new IOException("broken off");
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    bytes[offset] = (byte) read();
    return 1;
  }
}
