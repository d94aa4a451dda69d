package dev.agentsessions.workflow;

/** What a workflow's folder may have. */
public final class WorkflowFolder {
  /** JSON: {@code name, description, systemPrompt}. */
  public static final String CONFIG = "workflow.json";

  /** Commands that agents are given, a Markdown file each. */
  public static final String COMMANDS = ".claude/commands";

  /** Agents that agents may call, a Markdown file each. */
  public static final String AGENTS = ".claude/agents";

  /** Bytes of a file that are read. */
  public static final int MAX_BYTES = 64 << 10;

  /** Files of a kind, and workflows of a catalogue. */
  public static final int MAX_FILES = 200;

  private WorkflowFolder() {}
}
