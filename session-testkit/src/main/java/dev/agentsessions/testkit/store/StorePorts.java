package dev.agentsessions.testkit.store;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionStore;
import java.time.InstantSource;

/**
 * The store under test: all its ports, over one set of data. Contracts use projects, nodes and ids
 * of their own, so one store may serve all tests of a class.
 */
public interface StorePorts {
  SessionStore sessionStore();

  EventJournal eventJournal();

  MessageStore messageStore();

  ReportStore reportStore();

  Hosts hosts();

  Projects projects();

  Tokens tokens();

  Catalog catalog();

  Schedules schedules();

  SessionSecrets secrets();

  StoredGitTokens gitTokens();

  AuditTrail auditTrail();

  /** What the store takes the time of events from; in microseconds. */
  InstantSource clock();
}
