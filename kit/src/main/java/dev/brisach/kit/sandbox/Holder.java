package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shell that owns the network of a box, starts its compartments, ends the target after the
 * probe, and brings out what is left. A line on its standard input, or the end of it, ends the
 * probe before its time.
 */
record Holder(
    Wall wall,
    Furniture furniture,
    Box.Limits limits,
    Path state,
    Compartment target,
    Compartment probe,
    Cgroups.Group targets,
    Cgroups.Group probes) {
  private static final String NO_DNS = "no-dns";

  private static final String ENDED = "ended";

  private static final String TARGET_VARIABLES = "target-variables";

  private static final String PROBE_VARIABLES = "probe-variables";

  private static final String PORTS = "/proc/sys/net/ipv4/ip_unprivileged_port_start";

  /** What is to be started. Target prints to its standard output, the probe to its error output. */
  List<String> command() {
    List<String> command = new ArrayList<>(wall.holder(furniture, limits));
    command.addAll(List.of("/bin/sh", "-c", script()));
    return command;
  }

  /**
   * Writes what the compartments read at their start. The files stand beside the state, where no
   * compartment sees them, for this user's eyes only; each is gone once it was opened.
   */
  void prepare() throws IOException {
    write(TARGET_VARIABLES, target);
    write(PROBE_VARIABLES, probe);
  }

  private void write(String name, Compartment part) throws IOException {
    Path file = state.resolveSibling(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, wall.variables(part));
  }

  /** Takes away what was not read, since a box may fail before it starts. */
  void forget() throws IOException {
    Files.deleteIfExists(state.resolveSibling(TARGET_VARIABLES));
    Files.deleteIfExists(state.resolveSibling(PROBE_VARIABLES));
  }

  private String start(String name, Compartment part) {
    String file = Wall.shell(List.of(state.resolveSibling(name).toString()));
    return "exec "
        + Wall.VARIABLES
        + "<"
        + file
        + "; rm -f "
        + file
        + "; exec "
        + wall.part(part, limits);
  }

  private String script() {
    String exit = file(Box.TARGET_EXIT);
    String pid = file("target-pid");
    return caps()
        + wall.prelude(furniture, limits)
        + furniture.fill()
        + (furniture.setting().dns()
            ? "{ echo 0 > " + PORTS + "; } 2>/dev/null || : > " + file(NO_DNS) + "; "
            : "")
        + "exec 3<&0 4>&2 2>/dev/null; "
        // the target, and who waits for it
        + "{ { "
        + targets.enter()
        + start(TARGET_VARIABLES, target)
        + "; } </dev/null 2>&1 3<&- 4>&- & "
        + ("it=$!; echo $it > " + pid + "; wait $it; code=$?; ")
        + ("echo $code > " + exit + ".new && mv " + exit + ".new " + exit + "; } & ")
        + "waiting=$!; "
        // the probe, and who may end it
        + "{ "
        + probes.enter()
        + start(PROBE_VARIABLES, probe)
        + "; } </dev/null >&4 2>&4 3<&- 4>&- & probe=$!; "
        + "{ read -r stop <&3; kill -9 $probe; } >/dev/null 4>&- & "
        + "wait $probe; code=$?; "
        + ("kill -9 $waiting; read -r it < " + pid + " && kill -9 $it; ")
        + furniture.empty()
        + (": > " + file(ENDED) + "; ")
        + "exit $code";
  }

  /** As the wall allows: what cannot be lowered stays as it is. */
  private String caps() {
    return "ulimit -c 0; ulimit -f "
        + limits.fileMegabytes() * 2048L
        + "; ulimit -n "
        + limits.openFiles()
        + " 2>/dev/null || :; ulimit -u "
        + limits.processes()
        + " 2>/dev/null || ulimit -p "
        + limits.processes()
        + " 2>/dev/null || :; ";
  }

  private String file(String name) {
    return Wall.shell(List.of(state.resolve(name).toString()));
  }

  /** Exit code of the target where it ended by itself. */
  @Nullable Integer targetExit() throws IOException {
    Path file = state.resolve(Box.TARGET_EXIT);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return Integer.valueOf(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether it was ended by a signal before its work was done. */
  boolean stopped(int exit) {
    return exit > 128 && !Files.exists(state.resolve(ENDED));
  }

  /** Whether port 53 was open to the probe. */
  boolean dns() {
    return furniture.setting().dns() && !Files.exists(state.resolve(NO_DNS));
  }
}
