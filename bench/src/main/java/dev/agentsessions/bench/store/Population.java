package dev.agentsessions.bench.store;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import java.time.InstantSource;

/** New sessions as people have them: an agent at work on a prompt, two labels. For one thread. */
final class Population {
  static final AgentId AGENT = new AgentId("claude");
  private static final NodeId NODE = new NodeId("nod-bench");
  private static final String PROMPT =
      "Find out why the nightly build fails since Tuesday, write a test that shows it, and fix it."
          + " Do not touch the public API. Say at the end what you changed and what is left.";

  private final InstantSource clock = MicrosecondClock.system();
  private final IdGenerator ids = new UlidGenerator(clock);
  private int made;

  Session next() {
    return sample().build();
  }

  SampleSession sample() {
    int number = ++made;
    return new SampleSession(
            new SessionId(ids.next(SessionId.PREFIX)), ProjectId.DEFAULT, "session " + number)
        .agent(AGENT.value())
        .prompt(PROMPT)
        .label("team", "core")
        .label("ticket", "AS-" + number)
        .on(NODE)
        .at(clock.instant())
        .with(
            Worker.wanted(
                new WorkerId(ids.next(WorkerId.PREFIX)),
                "Claude",
                new AgentWorker(AGENT),
                new WindowSize(120, 40),
                clock.instant()));
  }
}
