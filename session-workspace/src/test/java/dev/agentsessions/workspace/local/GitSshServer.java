package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** Serves the repositories of this machine by ssh, to who has one key, on this machine alone. */
final class GitSshServer implements AutoCloseable {
  private static final Pattern COMMAND =
      Pattern.compile("(git-upload-pack|git-receive-pack) '(/[^']+)'");

  private final KeyPair hostKey = newKey();
  private final SshServer server = SshServer.setUpDefaultServer();

  GitSshServer(KeyPair client) throws IOException {
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator(
        (user, key, session) -> KeyUtils.compareKeys(key, client.getPublic()));
    server.setCommandFactory(GitSshServer::git);
    server.start();
  }

  private static Command git(ChannelSession channel, String command) throws IOException {
    Matcher matcher = COMMAND.matcher(command);
    assertThat(matcher.matches()).as(command).isTrue();
    return new ProcessShellFactory(command, List.of(matcher.group(1), matcher.group(2)))
        .createShell(channel);
  }

  static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String url(Path repository) {
    return "ssh://git@127.0.0.1:" + server.getPort() + repository;
  }

  /** As a line of {@code known_hosts}. */
  String knownAs(KeyPair key) {
    return "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic());
  }

  String known() {
    return knownAs(hostKey);
  }

  /** Writes a private key as ssh reads it. */
  static Path write(KeyPair key, Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
