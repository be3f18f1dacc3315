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
    return Wall.program("bwrap") == null ? "bubblewrap (bwrap) is not installed here" : null;
  }

  /**
   * Own user, network and process namespaces; the machine's files stay visible to the holder's
   * shell only. When its first process ends, the kernel ends all in it. A new /proc here would keep
   * compartments from theirs.
   */
  @Override
  public List<String> holder() {
    return List.of(
        program(),
        "--unshare-user",
        "--unshare-net",
        "--unshare-pid",
        "--die-with-parent",
        "--dev-bind",
        "/",
        "/");
  }

  private static String program() {
    return String.valueOf(Wall.program("bwrap"));
  }

  @Override
  public String prelude() {
    return "";
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
    for (String name : WRITABLE) {
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
    part.variables().forEach((name, value) -> args.addAll(List.of("--setenv", name, value)));
    args.addAll(List.of("--chdir", part.folder(), "--"));
    args.addAll(part.command());
    return Wall.shell(args);
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
    for (Path path : Wall.configuration()) {
      args.addAll(List.of("--ro-bind", path.toString(), path.toString()));
    }
    args.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
  }
}
