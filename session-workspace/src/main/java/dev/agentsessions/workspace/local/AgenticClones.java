package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.local.AgenticPlace.Part;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts clones into agentic workspaces and takes them out: slowly, on the caller's thread. Every
 * method may be called again after a crash within it. One caller a part at a time.
 *
 * <p>A part is cloned beside the workspace, then its sign is written, then it is moved in by
 * descriptors, so that no link that somebody put there leads it elsewhere. Whatever is in the
 * workspace without a sign is not ours, and is never touched.
 */
final class AgenticClones {
  private static final Logger log = LoggerFactory.getLogger(AgenticClones.class);

  private final GitProgram git;
  private final RemoteExchange remotes;

  @Inject
  AgenticClones(GitProgram git, RemoteExchange remotes) {
    this.git = requireNonNull(git, "git");
    this.remotes = requireNonNull(remotes, "remotes");
  }

  /** Whether a part was put in, as it is wanted now. */
  static boolean isMade(AgenticPlace place, Part part) {
    return Sign.of(place, part.key())
        .filter(sign -> sign.isOf(part) && !Files.exists(place.begun().resolve(sign.begun())))
        .isPresent();
  }

  /** From now on a part that somebody else put in is one of ours. */
  static void adopt(AgenticPlace place, Part part) throws IOException {
    new Sign(part.key(), part.text(), "copied").write(place, place.folder());
  }

  /** What was put in and not taken out, by {@link Part#key}. */
  static List<String> made(AgenticPlace place) {
    try (Stream<Path> signs = Files.list(place.signs())) {
      return signs.map(sign -> sign.getFileName().toString()).sorted().toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /**
   * Puts a part in.
   *
   * @param progress told how far its clone is
   * @throws GitException.RemoteFailed if the remote cannot be reached or refuses
   * @throws PartFailure if something else keeps it from being there
   */
  void put(Session session, AgenticPlace place, Part part, Consumer<CloneProgress> progress) {
    try {
      Optional<Sign> sign = Sign.of(place, part.key());
      if (sign.isPresent() && !sign.get().isOf(part)) {
        take(place, part.key());
        sign = Optional.empty();
      }
      Sign ready = sign.isPresent() ? sign.get() : cloned(session, place, part, progress);
      if (Files.exists(place.begun().resolve(ready.begun()))) {
        MovedFolder.in(place, part.group(), part.name(), ready.begun());
      }
    } catch (GitFailure.Refused e) {
      throw new GitException.RemoteFailed(e.problem(), e);
    } catch (GitFailure e) {
      throw new PartFailure(e.problem(), e);
    } catch (IOException e) {
      throw new PartFailure("the disk refuses: " + e, e);
    }
  }

  /** A clone that is whole, beside the workspace, with its sign. */
  private Sign cloned(
      Session session, AgenticPlace place, Part part, Consumer<CloneProgress> progress)
      throws IOException {
    MovedFolder.checkFree(place, part.group(), part.name());
    Set<String> gone = clear(place, part.key());
    removeSign(place, part.key(), gone); // one was on its way as its folder was taken away
    Optional<Sign> late =
        Sign.of(place, part.key()).filter(sign -> sign.isOf(part) && !gone.contains(sign.begun()));
    if (late.isPresent()) {
      return late.get(); // of an attempt that was still under way, and is whole
    }
    String name = attempt(part.key());
    Path begun = Files.createDirectories(place.begun().resolve(name));
    try {
      remotes.cloneInto(
          begun,
          part.url(),
          Optional.of(part.branch()),
          url -> remotes.of(session.identity().project(), session.identity().owner(), url),
          progress);
      checkFolder(begun, part);
      var sign = new Sign(part.key(), part.text(), name);
      sign.write(place, begun);
      return sign;
    } catch (IOException | RuntimeException why) {
      Trees.delete(begun); // only this attempt's, if nobody took it: another may have begun
      removeLate(place, part.key(), gone, why); // or the next attempt, which does not know them
      throw why;
    }
  }

  /**
   * @param why an attempt ends, which is what its caller is to be told
   */
  private static void removeLate(
      AgenticPlace place, String key, Set<String> attempts, Exception why) {
    try {
      removeSign(place, key, attempts);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private static void checkFolder(Path clone, Part part) throws IOException {
    Path folder = clone.resolve(part.path());
    if (!Files.isDirectory(folder) || !folder.toRealPath().startsWith(clone.toRealPath())) {
      throw new PartFailure("it has no folder " + part.path(), null);
    }
  }

  /** The name of a folder that an attempt works in; no other attempt has it. */
  private static String attempt(String key) {
    return key + "." + UUID.randomUUID();
  }

  /** Not of the one of which it only begins with the name: names may have dots. */
  private static boolean isAttempt(String name, String key) {
    return name.startsWith(key + ".") && name.length() == attempt(key).length();
  }

  /**
   * Takes away what attempts left behind that were cut off, and the sign of one of them. Each goes
   * at once, so that whoever froze before its end moves all of it to its place or nothing, and
   * cannot say that it is whole: its sign is in it until then.
   *
   * @return the names of those attempts
   */
  private static Set<String> clear(AgenticPlace place, String key) throws IOException {
    if (!Files.isDirectory(place.begun())) {
      return Set.of();
    }
    Set<String> attempts = new HashSet<>();
    List<Path> taken = new ArrayList<>();
    for (Path each : MoreFiles.listFiles(place.begun())) {
      String name = each.getFileName().toString();
      if (isAttempt(name, key)) {
        GitProgram.endThoseIn(each);
        Path to = place.begun().resolve(attempt(key)); // for the next one, if this is killed
        if (isMoved(each, to)) {
          attempts.add(name);
          taken.add(to);
        }
      }
    }
    removeSign(place, key, attempts);
    taken.forEach(Trees::delete);
    return attempts;
  }

  private static void removeSign(AgenticPlace place, String key, Set<String> attempts)
      throws IOException {
    Optional<Sign> sign = Sign.of(place, key).filter(it -> attempts.contains(it.begun()));
    if (sign.isPresent()) {
      sign.get().delete(place);
    }
  }

  private static boolean isMoved(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /**
   * Takes a part out, whoever works in it. If it has work that is nowhere else, its folder stays
   * beside the workspace.
   */
  void take(AgenticPlace place, String key) throws IOException {
    Optional<Sign> sign = Sign.of(place, key);
    if (sign.isEmpty()) {
      return;
    }
    clear(place, key);
    String name = attempt(key);
    String group = key.substring(0, key.indexOf('-'));
    boolean taken = MovedFolder.out(place, group, key.substring(group.length() + 1), name);
    sign.get().delete(place);
    if (taken) {
      discard(place.taken().resolve(name));
    }
  }

  private void discard(Path clone) {
    Optional<String> work = work(clone);
    if (work.isEmpty()) {
      Trees.delete(clone);
    } else {
      log.warn("{} is kept: {}", clone, work.get());
    }
  }

  /** What is in a clone and nowhere else, for people; when in doubt there is some. */
  Optional<String> work(Path clone) {
    Optional<WorkTree> tree = WorkTree.at(clone);
    if (tree.isEmpty()) {
      return isEmpty(clone) ? Optional.empty() : Optional.of("it is no repository any more");
    }
    try (SealedGit sealed = SealedGit.in(tree.get(), git)) {
      return UnsavedWork.obstacle(tree.get())
          .or(() -> new UnsavedWork(sealed).summary())
          .or(() -> OwnCommits.in(sealed));
    } catch (GitFailure e) {
      return Optional.of("whether it has work of its own cannot be told: " + e.problem());
    }
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return !Files.exists(folder);
    }
  }

  /**
   * Says that a part was put in: a file beside the workspace.
   *
   * @param text what it was cloned from
   * @param begun the name of its folder, until that is moved
   */
  private record Sign(String key, String text, String begun) {
    static Optional<Sign> of(AgenticPlace place, String key) {
      try {
        List<String> lines = Files.readAllLines(place.signs().resolve(key));
        return Optional.of(new Sign(key, lines.get(0) + "\n" + lines.get(1) + "\n", lines.get(2)));
      } catch (IOException | IndexOutOfBoundsException none) {
        return Optional.empty();
      }
    }

    boolean isOf(Part part) {
      return text.equals(part.text());
    }

    /**
     * @param folder where it is until it is whole; if that is taken away meanwhile, it is not
     *     written
     */
    void write(AgenticPlace place, Path folder) throws IOException {
      Files.createDirectories(place.signs());
      Path half = Files.createTempFile(folder, ".sign", "");
      Files.writeString(half, text + begun + "\n", StandardCharsets.UTF_8);
      Files.move(half, place.signs().resolve(key), StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(AgenticPlace place) throws IOException {
      Files.deleteIfExists(place.signs().resolve(key));
    }
  }
}
