package dev.brisach.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a box offers for a live run: names that are heard, canary files, the target's data. */
@Tag("sandbox")
@ParameterizedClass
@MethodSource("walls")
class LiveBoxTest {
  private static final String JAVA = System.getProperty("java.home") + "/bin/java";

  @Parameter private Wall wall = new Bubblewrap();

  @TempDir private @Nullable Path folder;
  private @Nullable Box box;

  static List<Wall> walls() {
    return BoxTest.walls();
  }

  @BeforeEach
  void aBoxCanBeMadeHere() {
    Box.Availability availability = Box.look(wall);
    assumeTrue(availability instanceof Box.Availability.Ready, availability::toString);
    box = Box.of((Box.Availability.Ready) availability);
  }

  private record Said(Box.Ending ending, String target, String probe) {}

  private Said run(String target, String probe, Duration time, Box.Setting setting)
      throws IOException {
    List<Compartment.Mount> mounts =
        List.of(
            Compartment.Mount.readOnly(classes(), "/classes"),
            Compartment.Mount.readOnly(Path.of(System.getProperty("java.home")), "/jdk"));
    Box.Ending ending =
        box.run(
            new Compartment(mounts, Map.of(), "/tmp", List.of("/bin/sh", "-c", target)),
            new Compartment(mounts, Map.of(), "/tmp", List.of("/bin/sh", "-c", probe)),
            new Box.Limits(time, 4, 256, 16),
            setting,
            Files.createDirectories(folder.resolve("logs")));
    return new Said(
        ending, Files.readString(ending.targetLog()), Files.readString(ending.probeLog()));
  }

  private static Path classes() {
    return Path.of(LiveBoxTest.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static String java(Class<?> main, String... words) {
    return "/jdk/bin/java -Xmx32m -XX:TieredStopAtLevel=1 -cp /classes '"
        + main.getName()
        + "' "
        + String.join(" ", words);
  }

  @Test
  void everyNameTheTargetAsksForIsHeardByTheProbe() throws IOException {
    assumeTrue(Files.isExecutable(Path.of(JAVA)));
    String first = "n" + UUID.randomUUID() + ".example";
    String second = "n" + UUID.randomUUID() + ".example";
    String asking =
        "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29; do"
            + " getent ahosts "
            + first
            + " >/dev/null; sleep 0.1; done; grep hosts: /etc/nsswitch.conf; "
            + java(Asker.class, second);

    Said said = run(asking, java(NameServer.class, first, second), LONG, Box.Setting.live());

    assertThat(said.ending().dns()).isTrue();
    assertThat(said.probe()).contains("asked for " + first, "asked for " + second);
    assertThat(said.target()).contains("hosts: files dns");
    assertThat(said.ending().canary().words()).isEqualTo("untouched");
  }

  private static final Duration LONG = Duration.ofSeconds(60);

  /** Asks for a name as any Java program does. */
  static final class Asker {
    private Asker() {}

    public static void main(String[] args) {
      try {
        System.out.println(InetAddress.getByName(args[0]));
      } catch (UnknownHostException e) {
        System.out.println("unknown");
      }
    }
  }

  /** Says that no name is known, until it has heard those it waits for. */
  static final class NameServer {
    private NameServer() {}

    public static void main(String[] args) throws IOException {
      java.util.Set<String> awaited = new java.util.HashSet<>(List.of(args));
      try (var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 53))) {
        byte[] packet = new byte[512];
        while (!awaited.isEmpty()) {
          DatagramPacket asked = new DatagramPacket(packet, packet.length);
          socket.receive(asked);
          String name = name(packet);
          if (awaited.remove(name)) {
            System.out.println("asked for " + name);
          }
          packet[2] |= (byte) 0x80;
          packet[3] = (byte) ((packet[3] & 0xf0) | 3);
          socket.send(asked);
        }
      }
    }

    private static String name(byte[] packet) {
      StringBuilder name = new StringBuilder();
      for (int at = 12; packet[at] > 0; at += packet[at] + 1) {
        name.append(name.isEmpty() ? "" : ".")
            .append(new String(packet, at + 1, packet[at], StandardCharsets.ISO_8859_1));
      }
      return name.toString();
    }
  }

  @Test
  void withoutBeingAskedForThereIsNoNameServerNorCanary() throws IOException {
    Said said =
        run(
            "ls /etc/resolv.conf; echo x >> /etc/passwd; echo tried",
            "sleep 1",
            LONG,
            Box.Setting.bare());

    assertThat(said.target()).contains("tried").contains("No such file", "Read-only file system");
    assertThat(said.ending().dns()).isFalse();
    assertThat(said.ending().canary()).isEqualTo(Canary.unwatched());
  }

  @Test
  void canaryFilesThatWereTouchedAreNamed() throws IOException {
    String attack =
        "cd /etc; echo evil >> passwd; rm motd; echo new > 'odd\nname'; ln -sf /root issue;"
            + " echo key > ~/.ssh/authorized_keys; rm ~/notes.txt; echo cache > ~/.cache;"
            + " mkdir -p deep/er; chmod 000 deep; echo end";

    Said said = run(attack + "; sleep 30", "sleep 2; cat /etc/passwd", LONG, Box.Setting.live());

    Canary canary = said.ending().canary();
    assertThat(said.target()).contains("end");
    assertThat(canary.watched()).isTrue();
    assertThat(canary.changed())
        .containsExactly("/etc/issue", "/etc/passwd", "/home/nobody/.ssh/authorized_keys");
    assertThat(canary.vanished()).containsExactly("/etc/motd", "/home/nobody/notes.txt");
    assertThat(canary.appeared()).containsExactly("/etc/deep", "/etc/deep/er", "/etc/odd name");
    assertThat(said.probe()).contains("nobody").doesNotContain("evil");
  }

  @Test
  void canaryFilesAreReadThoughTheBoxRanOutOfTime() throws IOException {
    Said said =
        run(
            "echo evil > /etc/crontab; echo done; sleep 60",
            "sleep 60",
            Duration.ofSeconds(3),
            Box.Setting.live());

    assertThat(said.ending().reason()).isEqualTo(Box.Reason.TIME);
    assertThat(said.ending().canary().changed()).containsExactly("/etc/crontab");
  }

  @Test
  void whatTheTargetLeavesInItsDataFolderCanBeListed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Path data = Files.createDirectories(folder.resolve("data"));
    String work =
        "cd /data; echo rows > table; mkdir sub; echo more > sub/x; ln -s "
            + secret
            + " link; ln -s / root; mkfifo pipe; echo end; sleep 30";

    Said said = run(work, "sleep 2", LONG, Box.Setting.bare().withData(data));

    assertThat(said.target()).contains("end");
    assertThat(Folders.list(data, 100))
        .containsExactly(
            new Folders.Entry("link", "link", 0),
            new Folders.Entry("pipe", "special", 0),
            new Folders.Entry("root", "link", 0),
            new Folders.Entry("sub", "folder", 0),
            new Folders.Entry("sub/x", "file", 5),
            new Folders.Entry("table", "file", 5));
    assertThat(Folders.list(data, 3)).hasSize(3);
    Folders.delete(data);
    assertThat(data).doesNotExist();
    assertThat(secret).hasContent("secret");
  }

  @Test
  void aBoxMayBeRunAgainInTheSameFolder() throws IOException {
    Said first = run("echo evil > /etc/motd; exit 7", "sleep 1; exit 1", LONG, Box.Setting.live());

    Said second = run("cat /etc/motd; sleep 30", "sleep 1", LONG, Box.Setting.live());

    assertThat(first.ending().targetExit()).isEqualTo(7);
    assertThat(first.ending().canary().changed()).containsExactly("/etc/motd");
    assertThat(second.ending().targetExit()).isNull();
    assertThat(second.ending().canary().touched()).isFalse();
    assertThat(second.target()).doesNotContain("evil");
  }

  @Test
  void aHostileTargetChangesNothingOutside() throws Exception {
    Path witness = Files.createDirectories(folder.resolve("witness/deep"));
    Files.writeString(witness.resolve("file"), "untouched");
    Map<String, String> before = outside();
    String mark = "36" + System.nanoTime();
    Process bystander = new ProcessBuilder("/bin/sleep", mark).start();
    try {
      String all =
          "for d in /usr /usr/bin /usr/lib /bin /sbin /lib /etc/ssl/certs /proc/sys/kernel /proc/sys/vm"
              + " /proc/self /dev /mnt /media /opt /root /var /run /srv /boot /sys /old "
              + folder
              + " "
              + witness
              + " / ; do (echo x > $d/evil-"
              + mark
              + ") 2>/dev/null && echo wrote $d; done;"
              + " (echo x > "
              + witness
              + "/file) 2>/dev/null && echo wrote witness;"
              + " (echo 1 > /proc/sys/kernel/panic) 2>/dev/null && echo wrote sysctl;"
              + " (echo b > /proc/sysrq-trigger) 2>/dev/null && echo wrote sysrq;"
              + " mknod /tmp/disk b 8 0 2>/dev/null && echo made a device;"
              + " mount -t tmpfs x /mnt 2>/dev/null && echo mounted;"
              + " mount --bind /tmp /usr 2>/dev/null && echo mounted;"
              + " umount -l /usr 2>/dev/null && echo unmounted;"
              + " kill -9 "
              + bystander.pid()
              + " 2>/dev/null && echo killed; kill -9 -1 2>/dev/null;"
              + " hostname evil 2>/dev/null && echo named; "
              + "rm -rf /usr/bin "
              + witness
              + " 2>/dev/null; echo end; "
              + java(Hostile.class);

      Said said = run(all, "sleep 6", LONG, Box.Setting.live());

      assertThat(said.target())
          .contains("end", "no way out")
          .doesNotContain("wrote", "made", "mounted", "killed", "named", "reached");
      assertThat(bystander.isAlive()).isTrue();
      assertThat(outside()).isEqualTo(before);
      assertThat(said.ending().canary().touched()).as(said.ending().canary().words()).isFalse();
    } finally {
      bystander.destroyForcibly();
    }
  }

  /** Tries to speak to somebody who is not in the box. */
  static final class Hostile {
    private Hostile() {}

    public static void main(String[] args) {
      for (String address : List.of("192.0.2.1", "8.8.8.8", "2001:db8::1", "169.254.169.254")) {
        try (var socket = new java.net.Socket()) {
          socket.connect(new InetSocketAddress(InetAddress.getByName(address), 80), 1000);
          System.out.println("reached " + address);
        } catch (IOException e) {
          System.out.println("no way out: " + e.getMessage());
        }
      }
    }
  }

  /** Times and names of what stands in the system's folders, and the witness with its content. */
  private Map<String, String> outside() throws IOException {
    Map<String, String> seen = new TreeMap<>();
    for (String name : List.of("/etc", "/usr", "/usr/bin", "/usr/lib", "/", "/mnt", "/opt")) {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files
              .filter(file -> !List.of("/tmp", "/proc", "/sys", "/run").contains(file.toString()))
              .forEach(file -> seen.put(file.toString(), time(file)));
        }
      }
    }
    try (Stream<Path> files = Files.walk(folder.resolve("witness"))) {
      for (Path file : files.toList()) {
        seen.put(file.toString(), time(file));
      }
    }
    seen.put("content", Files.readString(folder.resolve("witness/deep/file")));
    return seen;
  }

  private static String time(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toString();
    } catch (IOException e) {
      return "unreadable";
    }
  }

  @Test
  void nobodyInItCanWatchOrSteerAProcessOutsideNorSpeakRaw() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")));
    String script =
        """
        import ctypes, os, socket
        libc = ctypes.CDLL(None, use_errno=True)
        for kind in (socket.AF_INET, socket.AF_PACKET):
            try:
                socket.socket(kind, socket.SOCK_RAW, 1)
                print("spoke raw")
            except PermissionError:
                print("raw refused")
        print("attached" if libc.ptrace(16, 1, 0, 0) == 0 else "ptrace refused")
        print("joined" if libc.setns(os.open("/proc/1/ns/net", 0), 0) == 0 else "setns refused")
        print("entered" if libc.chroot(b"/tmp") == 0 else "chroot refused")
        """;

    Said said =
        run(
            "cat > /tmp/x.py <<'END'\n" + script + "END\npython3 /tmp/x.py 2>&1; sleep 30",
            "sleep 3",
            LONG,
            Box.Setting.live());

    assertThat(said.target())
        .contains("raw refused")
        .doesNotContain("spoke raw", "joined", "entered");
  }
}
