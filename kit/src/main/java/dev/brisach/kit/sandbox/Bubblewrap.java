package dev.brisach.kit.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walls made by bubblewrap 0.7 or newer, one call for the holder and one for each compartment. */
record Bubblewrap() implements Wall {
  @Override
  public String name() {
    return "bubblewrap";
  }

  @Override
  public @Nullable String missing() {
    if (Wall.program("bwrap") == null) {
      return "bubblewrap (bwrap) is not installed here";
    }
    return Wall.program("mount") == null ? "bubblewrap is here, but mount(8) is not" : null;
  }

  /**
   * Own user, network and process namespaces; the machine's files stay visible to the holder's
   * shell only, which may do with its network and mounts as it likes. When its first process ends,
   * the kernel ends all in it. It is root of its own namespace, else bubblewrap in it would take
   * those rights for a wrong installation.
   */
  @Override
  public List<String> holder(Furniture furniture, Box.Limits limits) {
    List<String> args =
        new ArrayList<>(
            List.of(
                program(),
                "--unshare-user",
                "--uid",
                "0",
                "--gid",
                "0",
                "--unshare-net",
                "--unshare-pid",
                "--cap-add",
                "ALL",
                "--die-with-parent",
                "--dev-bind",
                "/",
                "/"));
    if (furniture.keeps()) {
      String size = Long.toString((long) limits.writableMegabytes() << 20);
      args.addAll(List.of("--size", size, "--tmpfs", furniture.kept().toString()));
    }
    return args;
  }

  private static String program() {
    return String.valueOf(Wall.program("bwrap"));
  }

  /**
   * Bubblewrap looks its children up in /proc, which must be that of its own process namespace. One
   * made by bubblewrap itself is partly covered, and the kernel then grants compartments none.
   */
  @Override
  public String prelude(Furniture furniture, Box.Limits limits) {
    return "mount -t proc -o nosuid,nodev,noexec proc /proc || exit 97; ";
  }

  @Override
  public String part(Compartment part, Box.Limits limits) {
    List<String> args = new ArrayList<>();
    args.add(program());
    args.addAll(
        List.of(
            "--unshare-user",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--uid",
            "65534",
            "--gid",
            "65534",
            "--cap-drop",
            "ALL",
            "--die-with-parent",
            "--new-session",
            "--clearenv"));
    system(args);
    String size = Long.toString((long) limits.writableMegabytes() << 20);
    for (String name : Wall.empty(part)) {
      args.addAll(List.of("--size", size, "--tmpfs", name));
    }
    // As root of the machine without any capability, files of /proc/sys could still be written.
    args.addAll(List.of("--remount-ro", "/proc", "--remount-ro", "/dev"));
    for (Compartment.Mount mount : part.mounts()) {
      args.addAll(
          List.of(
              mount.writable() ? "--bind" : "--ro-bind", mount.host().toString(), mount.inside()));
    }
    args.addAll(List.of("--remount-ro", "/"));
    args.addAll(List.of("--args", Integer.toString(VARIABLES)));
    args.addAll(List.of("--chdir", part.folder(), "--"));
    args.addAll(part.command());
    return Wall.shell(args);
  }

  @Override
  public String variables(Compartment part) {
    StringBuilder words = new StringBuilder();
    part.variables()
        .forEach((name, value) ->
            words.append("--setenv\0").append(name).append('\0').append(value).append('\0'));
    return words.toString();
  }

  private static void system(List<String> args) {
    args.addAll(List.of("--ro-bind", "/usr", "/usr"));
    for (String name : List.of("bin", "lib", "lib64", "sbin")) {
      Path path = Path.of("/" + name);
      if (Files.isSymbolicLink(path)) {
        args.addAll(List.of("--symlink", "usr/" + name, "/" + name));
      } else if (Files.isDirectory(path)) {
        args.addAll(List.of("--ro-bind", "/" + name, "/" + name));
      }
    }
    args.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
  }
}
