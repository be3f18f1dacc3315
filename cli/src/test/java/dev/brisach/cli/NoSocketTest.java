package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.testkit.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signing and verifying in a box without a network whose kernel refuses every socket of one. The
 * Java runtime asks for some by itself when its network library is loaded, to learn which kinds of
 * address there are, and takes a refusal for an answer; so none at all is open at any time.
 */
class NoSocketTest {
  @TempDir private Path folder;

  /** Asks for a socket, to show that the box notices. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) throws IOException {
      try (var socket = new java.net.ServerSocket(0)) {
        System.out.println(socket.getLocalPort());
      }
    }
  }

  /**
   * Classic BPF for x86-64: {@code socket(2)}, number 41, of any family but the machine's own (the
   * C library asks the name service by it who the user is) ends the process; all else may pass.
   */
  private static byte[] filter() {
    ByteBuffer program = ByteBuffer.allocate(8 * 8).order(ByteOrder.LITTLE_ENDIAN);
    instruction(program, 0x20, 0, 0, 4); // the architecture
    instruction(program, 0x15, 0, 5, 0xC000003E); // not x86-64: pass
    instruction(program, 0x20, 0, 0, 0); // the number of the call
    instruction(program, 0x15, 0, 3, 41); // not socket: pass
    instruction(program, 0x20, 0, 0, 16); // its first argument, the family
    instruction(program, 0x15, 1, 0, 1); // AF_UNIX: pass
    instruction(program, 0x06, 0, 0, 0x00050000 + 97); // refuse it
    instruction(program, 0x06, 0, 0, 0x7fff0000); // pass
    return program.array();
  }

  private static void instruction(ByteBuffer program, int code, int yes, int no, int value) {
    program.putShort((short) code).put((byte) yes).put((byte) no).putInt(value);
  }

  private int boxed(String... command) throws Exception {
    Path filter = folder.resolve("filter");
    Files.write(filter, filter());
    List<String> words =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "exec bwrap --dev-bind / / --unshare-net --die-with-parent --seccomp 9 -- \"$@\""
                    + " 9< '"
                    + filter
                    + "'",
                "box"));
    words.addAll(List.of(command));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private int java(Class<?> main, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Installation.jdk().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                String.join(
                    File.pathSeparator,
                    Installation.classPath().stream().map(Path::toString).toList()),
                main.getName()));
    words.addAll(List.of(arguments));
    return boxed(words.toArray(String[]::new));
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void signAttestAndVerifyOpenNoSocket() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "the filter is made for x86-64");
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "bwrap")));
    assumeTrue(there, "bubblewrap (bwrap) is not installed");
    assumeTrue(boxed("true") == 0, "bubblewrap makes no box here");
    String app = Trees.write(folder, "app.jar", "an artifact").toString();
    String bom =
        Trees.write(folder, "bom", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\"}")
            .toString();
    String key = folder.resolve("key").toString();

    int opened = java(Opener.class);
    assertThat(log()).contains("SocketException");
    int keygen = java(Main.class, "release", "keygen", key, "--no-passphrase");
    int sign = java(Main.class, "release", "sign", app, "--key", key);
    int attest = java(Main.class, "release", "attest", app, "--key", key, "--sbom", bom);
    int verify = java(Main.class, "release", "verify", app, "--key", key + ".pub");

    assertThat(opened).as("no socket can be opened in the box").isNotZero();
    assertThat(List.of(keygen, sign, attest, verify)).as(log()).containsOnly(0);
    assertThat(log()).contains("verified app.jar");
  }
}
