package dev.brisach.kit.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walls made by the programs of util-linux (2.38 or newer) and {@code ip}, for machines without
 * bubblewrap. A compartment gets a new, empty root with just what it may see bound into it (see
 * pivot_root(2)); the old root is unmounted before its command starts, so nothing has to be
 * protected there one mount after the other.
 */
record Unshare() implements Wall {
  /** Places for the new root while it is made; one is taken that hides no folder to be bound. */
  private static final List<String> BASES = List.of("/mnt", "/media", "/srv", "/opt", "/tmp");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,200}");

  private static final String KEEP = "nosuid,nodev";

  /**
   * {@code see FROM TO HOW} binds a folder or file with all that is mounted below it, each of them
   * with its own flags; where one cannot be had, the script ends. What the machine has mounted
   * noexec stays so, since the kernel refuses less.
   */
  private static final String SEE =
      """
      flags() {
        mount -o remount,bind,$2,nosuid,nodev "$1" 2>/dev/null ||
          mount -o remount,bind,noexec,$2,nosuid,nodev "$1"
      }
      see() {
        mount --rbind "$1" "$2"
        flags "$2" "$3"
        list=$(cat /proc/self/mountinfo)
        while read -r a b c d at rest; do
          case $at in *\\\\*) at=$(printf '%b' "$at") ;; esac
          case $at in "$base/${2#./}/"*) flags "$at" "$3" ;; esac
        done <<END
      $list
      END
      }
      """;

  @Override
  public String name() {
    return "unshare";
  }

  @Override
  public @Nullable String missing() {
    List<String> lacking =
        Stream.of("unshare", "setpriv", "setsid", "mount", "umount", "pivot_root", "ip")
            .filter(name -> Wall.program(name) == null)
            .toList();
    return lacking.isEmpty()
        ? null
        : "without it these are needed and missing: " + String.join(", ", lacking);
  }

  @Override
  public List<String> holder(Furniture furniture, Box.Limits limits) {
    return List.of(
        String.valueOf(Wall.program("setpriv")),
        "--pdeathsig",
        "KILL",
        String.valueOf(Wall.program("unshare")),
        "--user",
        "--map-root-user",
        "--net",
        "--mount",
        "--pid",
        "--ipc",
        "--uts",
        "--fork",
        "--kill-child");
  }

  @Override
  public String prelude(Furniture furniture, Box.Limits limits) {
    String kept = Wall.shell(List.of(furniture.kept().toString()));
    String own = "mount -t tmpfs -o size=" + limits.writableMegabytes() + "m,mode=755," + KEEP;
    return "ip link set lo up || exit 97; "
        + (furniture.keeps() ? own + " box " + kept + " || exit 97; " : "");
  }

  @Override
  public String part(Compartment part, Box.Limits limits) {
    return "unshare --mount --pid --ipc --uts --fork --kill-child /bin/sh -c "
        + Wall.shell(List.of(script(part, limits)));
  }

  private static String script(Compartment part, Box.Limits limits) {
    String base = base(part);
    Lines lines = new Lines();
    lines.add("set -e");
    lines.add("umask 022");
    lines.add("base=" + base);
    lines.add(SEE);
    lines.add("mount -t tmpfs -o size=4m,mode=755," + KEEP + " box " + base);
    lines.add("cd " + base);
    lines.add("mkdir old proc dev etc home");
    system(lines);
    devices(lines);
    for (String name : Wall.empty(part)) {
      lines.add("mkdir -p ." + name);
      lines.add(
          "mount -t tmpfs -o size="
              + limits.writableMegabytes()
              + "m,mode=1777,"
              + KEEP
              + " box ."
              + name);
    }
    for (Compartment.Mount mount : part.mounts()) {
      bind(lines, mount.host(), mount.inside(), mount.writable() ? "rw" : "ro");
    }
    lines.add("pivot_root . old");
    lines.add("cd /");
    lines.add("umount -l /old");
    lines.add("rmdir /old");
    lines.add("mount -o remount,bind,ro," + KEEP + " /");
    lines.add("cd " + Wall.shell(List.of(part.folder())));
    List<String> start = new ArrayList<>();
    start.add(program("unshare"));
    start.addAll(List.of("--user", "--map-user=65534", "--map-group=65534", "--"));
    start.addAll(List.of(program("setpriv"), "--no-new-privs", "--", program("setsid")));
    start.addAll(part.command());
    lines.add("unset PWD OLDPWD SHLVL");
    lines.add(". /proc/self/fd/" + VARIABLES);
    lines.add("exec " + VARIABLES + "<&-");
    lines.add("exec " + Wall.shell(start));
    return lines.text();
  }

  private static String program(String name) {
    return String.valueOf(Wall.program(name));
  }

  /** The shell that exports them takes names of letters, digits and underscores only. */
  @Override
  public String variables(Compartment part) {
    Lines lines = new Lines();
    part.variables()
        .forEach((name, value) -> {
          if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                "without bubblewrap no environment variable can be named " + name);
          }
          lines.add("export " + name + "=" + Wall.shell(List.of(value)));
        });
    return lines.text();
  }

  private static String base(Compartment part) {
    return BASES.stream()
        .filter(base -> Files.isDirectory(Path.of(base)))
        .filter(base -> part.mounts().stream().noneMatch(mount -> mount.host().startsWith(base)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no folder to build a box in: all of " + BASES + " hold folders to be bound"));
  }

  private static void system(Lines lines) {
    bind(lines, Path.of("/usr"), "/usr", "ro");
    for (String name : List.of("bin", "lib", "lib64", "sbin")) {
      Path path = Path.of("/" + name);
      if (Files.isSymbolicLink(path)) {
        lines.add("ln -s usr/" + name + " " + name);
      } else if (Files.isDirectory(path)) {
        bind(lines, path, "/" + name, "ro");
      }
    }
    lines.add("mount -t proc -o " + KEEP + ",noexec proc proc");
    // Processes may be written (a user namespace needs its map), the machine's settings not.
    lines.add(
        "for d in proc/[a-zA-Z]*; do if [ ! -L $d ] && { [ -d $d ] || [ -w $d ]; }; then"
            + " mount --bind $d $d; mount -o remount,bind,ro,noexec,"
            + KEEP
            + " $d; fi; done");
  }

  private static void devices(Lines lines) {
    for (String name : List.of("null", "zero", "full", "random", "urandom")) {
      lines.add(": > dev/" + name);
      lines.add("mount --bind /dev/" + name + " dev/" + name);
    }
    lines.add("ln -s /proc/self/fd dev/fd");
    lines.add("ln -s /proc/self/fd/0 dev/stdin");
    lines.add("ln -s /proc/self/fd/1 dev/stdout");
    lines.add("ln -s /proc/self/fd/2 dev/stderr");
  }

  private static void bind(Lines lines, Path host, String inside, String how) {
    String target = Wall.shell(List.of("." + inside));
    if (Files.isDirectory(host)) {
      lines.add("mkdir -p " + target);
    } else {
      String parent = String.valueOf(Path.of("." + inside).getParent());
      lines.add("mkdir -p " + Wall.shell(List.of(parent)));
      lines.add("[ -e " + target + " ] || : > " + target);
    }
    lines.add("see " + Wall.shell(List.of(host.toString())) + " " + target + " " + how);
  }

  /** Lines of a shell script. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();

    void add(String line) {
      text.append(line).append('\n');
    }

    String text() {
      return text.toString();
    }
  }
}
