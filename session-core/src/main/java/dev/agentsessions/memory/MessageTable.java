package dev.agentsessions.memory;

import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What was said in each session, by its place, and by what its sender calls it. */
final class MessageTable {
  private record Sent(String sender, String clientId) {}

  private record Said(NavigableMap<Long, Message> bySeq, Map<Sent, Long> sent) {
    Said() {
      this(new TreeMap<>(), new HashMap<>());
    }
  }

  private final Map<SessionId, Said> sessions = new HashMap<>();

  /** What its sender has said by the same client id. */
  Optional<Message> earlier(SessionId session, NewMessage message) {
    Said said = of(session);
    return message
        .clientId()
        .map(name -> said.sent().get(new Sent(message.sender(), name)))
        .map(said.bySeq()::get);
  }

  Optional<Message> find(SessionId session, long seq) {
    return Optional.ofNullable(of(session).bySeq().get(seq));
  }

  void add(Message message, Optional<String> clientId) {
    Said said = sessions.computeIfAbsent(message.session(), any -> new Said());
    said.bySeq().put(message.seq(), message);
    clientId.ifPresent(name -> said.sent().put(new Sent(message.sender(), name), message.seq()));
  }

  /** Writes a message that is there. */
  void replace(Message message) {
    of(message.session()).bySeq().replace(message.seq(), message);
  }

  Collection<Message> after(SessionId session, long seq) {
    return of(session).bySeq().tailMap(seq, false).values();
  }

  List<Message> queued(SessionId session) {
    return of(session).bySeq().values().stream()
        .filter(message -> message.state() == MessageState.QUEUED)
        .toList();
  }

  /** Of each worker that messages wait for, the first. */
  List<Message> firstQueued(SessionId session) {
    Set<WorkerId> seen = new HashSet<>();
    List<Message> first = new ArrayList<>(queued(session));
    first.removeIf(message -> !seen.add(message.worker()));
    return first;
  }

  void forget(SessionId session) {
    sessions.remove(session);
  }

  private Said of(SessionId session) {
    return sessions.getOrDefault(session, new Said());
  }
}
