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

/**
 * New sessions as people have them: an agent at work on a prompt, two labels, a spec of about 1 KB.
 * For one thread.
 */
final class Population {
  static final AgentId AGENT = new AgentId("claude");
  private static final NodeId NODE = new NodeId("nod-bench");
  private static final String PROMPT =
      "Find out why the nightly build fails since Tuesday, write a test that shows it, and fix it."
          + " Do not touch the public API. Say at the end what you changed and what is left.\n\n"
          + "What is known: it fails in the module that reads invoices, always in the same test,"
          + " and on the build server only. The log of the first night is attached to the ticket."
          + " On Monday the time zone of the server was changed, the container image was made anew,"
          + " and somebody raised the version of the library that reads spreadsheets. Two people"
          + " looked at it and suspect the library; nobody has shown it. The test has been failing"
          + " before, two years ago, and was then made to pass by a retry, which is still"
          + " there.\n\n"
          + "Rules: small commits with the reason in each message, no new dependency, no change of"
          + " the schema. Ask when you need a decision, and go on with something else meanwhile.";

  private final InstantSource clock = MicrosecondClock.system();
  private final IdGenerator ids = new UlidGenerator(clock);
  private int made;

  Session next() {
    return sample().build();
  }

  SampleSession sample() {
    return sample(ProjectId.DEFAULT);
  }

  SampleSession sample(ProjectId project) {
    int number = ++made;
    return new SampleSession(
            new SessionId(ids.next(SessionId.PREFIX)), project, "session " + number)
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
