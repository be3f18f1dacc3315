package dev.brisach.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Model;
import dev.brisach.kit.login.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxJobTest {
  @TempDir private @Nullable Path folder;

  @Test
  void credentialsAreForTheOwnerOnlyAndGoneOnceRead() throws IOException {
    BoxJob job =
        new BoxJob(
            "shop",
            new Environment(
                "box", "http://127.0.0.1:1", List.of("serve"), null, List.of(), Effect.ATTACK),
            "/",
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Effect.CHANGE,
            new Credentials(
                new TreeMap<>(Map.of("random ANNA", "s3cret")),
                new TreeMap<>(Map.of("env B", "not set"))),
            List.of("test.one"),
            "seen.har",
            Model.empty(),
            List.of(),
            null);

    job.write(folder);
    Path file = folder.resolve(BoxJob.FILE);
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    BoxJob read = BoxJob.take(folder);

    assertThat(mode).isEqualTo("rw-------");
    assertThat(read).isEqualTo(job);
    assertThat(read.toString()).doesNotContain("s3cret");
    assertThat(file).doesNotExist();
  }
}
