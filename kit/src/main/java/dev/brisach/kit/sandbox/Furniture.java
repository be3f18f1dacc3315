package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a box before anybody moves in: a made-up {@code /etc} and home, and where the
 * target may write to such, a small file system for it that only the holder and the target see.
 * What is left there at the end is copied out by the holder, so that the machine's disk is never
 * written by the target itself.
 *
 * @param folder a folder that no compartment sees
 */
record Furniture(Path folder, Box.Setting setting) {
  static final String ETC = "etc";
  static final String HOME = "home";
  static final String HOME_INSIDE = "/home/nobody";
  private static final String DATA = "data";

  private static final Map<String, String> FILES =
      Map.of(
          "passwd",
          "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home/nobody:/bin/sh\n",
          "group",
          "root:x:0:\nnogroup:x:65534:\n",
          "nsswitch.conf",
          "passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n",
          "hostname",
          "box\n",
          "motd",
          "Welcome.\n",
          "issue",
          "box\n",
          "crontab",
          "17 3 * * * root /bin/true\n",
          "cron.d/daily",
          "25 6 * * * root /bin/true\n",
          "profile",
          "umask 022\n",
          "environment",
          "LANG=C\n");

  private static final Map<String, String> HOME_FILES =
      Map.of(
          ".profile", "umask 022\n", ".ssh/authorized_keys", "", "notes.txt", "Nothing to note.\n");

  /** Lays the files out on the machine. */
  static Furniture in(Path folder, Box.Setting setting) throws IOException {
    Furniture furniture = new Furniture(folder, setting);
    Folders.delete(furniture.seed());
    Folders.delete(furniture.after());
    Files.createDirectories(furniture.seed().resolve(DATA));
    Files.createDirectories(furniture.after());
    for (String name : List.of(ETC, HOME, DATA)) {
      Files.createDirectories(furniture.kept().resolve(name));
    }
    Path etc = furniture.seed().resolve(ETC);
    Map<String, String> files = new TreeMap<>(FILES);
    files.put("hosts", hosts());
    if (setting.dns()) {
      files.put("resolv.conf", "nameserver 127.0.0.1\noptions timeout:2 attempts:1\n");
    }
    write(etc, files);
    write(furniture.seed().resolve(HOME), HOME_FILES);
    for (Path path : Wall.configuration()) {
      Path point = etc.resolve(Path.of("/etc").relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(point);
      } else {
        Files.createDirectories(point.getParent());
        Files.createFile(point);
      }
    }
    return furniture;
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /**
   * Loopback alone has names in a box: the usual ones, the machine's, and those it knows itself.
   */
  private static String hosts() {
    StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost\n");
    read(Path.of("/proc/sys/kernel/hostname"))
        .forEach(name -> hosts.append("127.0.0.1 ").append(name).append('\n'));
    read(Path.of("/etc/hosts")).stream()
        .filter(line -> line.startsWith("127.") || line.startsWith("::1"))
        .forEach(line -> hosts.append(line).append('\n'));
    return hosts.toString();
  }

  private static List<String> read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What is laid out. */
  Path seed() {
    return folder.resolve("seed");
  }

  /** Where the target's own small file system is mounted, for the holder and the target. */
  Path kept() {
    return folder.resolve("kept");
  }

  /** Where the holder leaves what the canary files became. */
  Path after() {
    return folder.resolve("after");
  }

  /** True where the target writes to a file system that outlives it. */
  boolean keeps() {
    return setting.canary() || setting.data() != null;
  }

  /** What a compartment sees besides the system's programs and its own mounts. */
  List<Compartment.Mount> mounts(boolean target) {
    List<Compartment.Mount> mounts = new ArrayList<>();
    boolean canary = target && setting.canary();
    mounts.add(new Compartment.Mount((canary ? kept() : seed()).resolve(ETC), "/etc", canary));
    Wall.configuration()
        .forEach(path -> mounts.add(Compartment.Mount.readOnly(path, path.toString())));
    if (canary) {
      mounts.add(new Compartment.Mount(kept().resolve(HOME), HOME_INSIDE, true));
    }
    if (target && setting.data() != null) {
      mounts.add(new Compartment.Mount(kept().resolve(DATA), "/data", true));
    }
    return mounts;
  }

  /** Shell commands of the holder that fill the target's own file system. */
  String fill() {
    return keeps() ? "cp -R " + quoted(seed()) + "/. " + quoted(kept()) + " || exit 97; " : "";
  }

  /** Shell commands of the holder that copy out what is left; links are copied as links. */
  String empty() {
    if (!keeps()) {
      return "";
    }
    StringBuilder script = new StringBuilder("sleep 0.05; chmod -R u+rwX " + quoted(kept()) + "; ");
    if (setting.canary()) {
      for (String name : List.of(ETC, HOME)) {
        script.append(copy(kept().resolve(name), after()));
      }
    }
    Path data = setting.data();
    if (data != null) {
      script.append(copy(kept().resolve(DATA).resolve("."), data));
    }
    return script.append(": > ").append(quoted(after().resolve("done"))).append("; ").toString();
  }

  private static String copy(Path from, Path to) {
    return "cp -RP -- " + quoted(from) + " " + quoted(to) + "; ";
  }

  /** What the canary files became. */
  Canary canary() {
    return setting.canary() && Files.exists(after().resolve("done"))
        ? Canary.compare(seed(), after())
        : Canary.unwatched();
  }

  private static String quoted(@Nullable Path path) {
    return Wall.shell(List.of(String.valueOf(path)));
  }
}
