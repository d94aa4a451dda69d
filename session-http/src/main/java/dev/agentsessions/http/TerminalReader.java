package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Outgoing.Close;
import dev.agentsessions.http.Outgoing.Pong;
import dev.agentsessions.http.Outgoing.Say;
import dev.agentsessions.http.internal.BrokenFrame;
import dev.agentsessions.http.internal.CloseCode;
import dev.agentsessions.http.internal.FrameReader;
import dev.agentsessions.http.internal.Message;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import java.nio.ByteBuffer;

/**
 * What a terminal's reader does: types what the client types, and leaves to the writer whatever
 * there is to answer. For the connection's thread.
 */
final class TerminalReader {
  private final FrameReader frames;
  private final Viewer viewer;

  TerminalReader(FrameReader frames, Viewer viewer) {
    this.frames = requireNonNull(frames, "frames");
    this.viewer = requireNonNull(viewer, "viewer");
  }

  /**
   * Listens until the client has said its last.
   *
   * @return how to answer that
   */
  Close listen() throws InterruptedException {
    try {
      while (true) {
        Message message = frames.read();
        viewer.heard();
        switch (message) {
          case Message.Binary input -> type(input.bytes());
          case Message.Text text -> obey(text.text());
          case Message.Ping ping -> viewer.mailbox().post(new Pong(ping.payload()));
          case Message.Pong pong -> {}
          case Message.Close close -> {
            return new Close(CloseCode.FINAL, "");
          }
        }
      }
    } catch (BrokenFrame e) {
      return new Close(e.code(), e.reason());
    }
  }

  private void type(byte[] bytes) throws InterruptedException {
    if (!viewer.isCaughtUp()) {
      return;
    }
    try {
      viewer.attachment().input(ByteBuffer.wrap(bytes));
    } catch (SessionException refused) {
      complain(refused);
    }
  }

  private void obey(String text) throws InterruptedException {
    try {
      switch (TerminalCommand.parse(text)) {
        case TerminalCommand.Resize resize -> viewer.attachment().resize(resize.size());
        case TerminalCommand.Acknowledge acknowledge -> {
          Invalid.check(acknowledge.offset() <= viewer.sent(), "offset", "was not sent yet");
          viewer.mailbox().acknowledge(acknowledge.offset());
        }
        case TerminalCommand.Send send -> viewer.attachment().signal(send.signal());
      }
    } catch (SessionException refused) {
      complain(refused);
    }
  }

  private void complain(SessionException refused) throws InterruptedException {
    viewer.mailbox().post(new Say(TerminalText.error(Problems.of(refused))));
  }
}
