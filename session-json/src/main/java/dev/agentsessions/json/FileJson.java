package dev.agentsessions.json;

import dev.agentsessions.workspace.FileEntry;

/** Files of a workspace, as callers get them. */
final class FileJson {
  private FileJson() {}

  static void write(JsonWriter json, FileEntry file) {
    json.text("name", file.name())
        .text("path", file.path())
        .text("type", Words.lower(file.type()))
        .flag("isDir", file.isDirectory())
        .flag("link", file.link())
        .number("size", file.size())
        .text("modifiedAt", file.modifiedAt());
  }
}
