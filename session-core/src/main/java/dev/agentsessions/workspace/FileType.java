package dev.agentsessions.workspace;

/** What a name in a workspace stands for, after following the links that stay inside. */
public enum FileType {
  FILE,
  DIRECTORY,
  /** One that leads outside, or nowhere. It can only be deleted. */
  LINK,
  /** A pipe, a socket, a device: nothing that is opened here. */
  OTHER
}
