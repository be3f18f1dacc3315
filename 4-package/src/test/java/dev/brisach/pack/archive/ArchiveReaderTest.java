package dev.brisach.pack.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.extract.Extraction;
import dev.brisach.pack.extract.FoundPackage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveReaderTest {
  @Test
  void nestedLibrariesAreFoundWithTheirPlace() {
    byte[] inner = Jars.library("org.deep", "deep", "0.1");
    byte[] app =
        Jars.zip(
            new LinkedHashMap<>(
                Map.of(
                    "BOOT-INF/lib/lib.jar", Jars.library("org.lib", "lib", "1.2.3"),
                    "WEB-INF/lib/holder.jar", Jars.zip(Map.of("x/deep.jar", inner)))));

    Extraction found = read("app.war", app);

    assertThat(found.packages())
        .extracting(FoundPackage::purl, FoundPackage::inside)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "pkg:maven/org.lib/lib@1.2.3", "BOOT-INF/lib/lib.jar"),
            org.assertj.core.groups.Tuple.tuple(
                "pkg:maven/org.deep/deep@0.1", "WEB-INF/lib/holder.jar!/x/deep.jar"));
    assertThat(found.packages()).allMatch(p -> p.file().equals("app.war") && p.line() == 0);
  }

  @Test
  void aLauncherScriptBeforeTheArchiveIsAllowedFor() {
    byte[] jar = Jars.library("g", "a", "1");
    byte[] script = Jars.text("#!/bin/sh\nexec java -jar \"$0\"\n");
    byte[] both = Arrays.copyOf(script, script.length + jar.length);
    System.arraycopy(jar, 0, both, script.length, jar.length);

    assertThat(read("app.jar", both).packages()).hasSize(1);
  }

  @Test
  void withoutMavenMetadataNameAndClassesMustAgreeWithAKnownName() {
    byte[] jar =
        Jars.zip(
            Map.of(
                "org/example/web/Servlet.class",
                new byte[] {1},
                "META-INF/MANIFEST.MF",
                Jars.text("Manifest-Version: 1.0\nImplementation-Version: 9\n")));
    List<String> names = List.of("com.other:web", "org.example:web");

    Extraction known = ArchiveReader.read(ByteBuffer.wrap(jar), "web-5.3.1.jar", _ -> names);
    Extraction unknown = ArchiveReader.read(ByteBuffer.wrap(jar), "web-5.3.1.jar", _ -> List.of());

    assertThat(known.packages())
        .extracting(FoundPackage::purl)
        .containsExactly("pkg:maven/org.example/web@5.3.1");
    assertThat(unknown.packages()).isEmpty();
    assertThat(unknown.unknown().getFirst().reason()).contains("named web 5.3.1");
  }

  @Test
  void bombsAreRefusedAndTheRestIsRead() {
    byte[] zeros = new byte[40 << 20];
    byte[] app =
        Jars.zip(Map.of("lib/bomb.jar", zeros, "lib/good.jar", Jars.library("g", "a", "1")));

    Extraction found = read("app.jar", app);

    assertThat(found.packages()).extracting(FoundPackage::purl).containsExactly("pkg:maven/g/a@1");
    assertThat(found.unknown())
        .anyMatch(u -> u.name().equals("lib/bomb.jar") && u.reason().contains("expands beyond"));
  }

  @Test
  void nestingEndsAtItsLimit() {
    byte[] jar = Jars.library("g", "a", "1");
    for (int i = 0; i < 100; i++) {
      jar = Jars.zip(Map.of("n.jar", jar));
    }

    Extraction found = read("app.jar", jar);

    assertThat(found.packages()).isEmpty();
    assertThat(found.unknown()).anyMatch(u -> u.reason().contains("nested deeper than 16"));
  }

  @Test
  void whatIsNoArchiveOrCutShortIsUnreadable() {
    byte[] jar = Jars.library("g", "a", "1");

    assertThatThrownBy(() -> read("a.jar", Jars.text("hello"))).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> read("a.jar", new byte[0])).isInstanceOf(Unreadable.class);
    for (int cut = 1; cut < jar.length; cut++) {
      byte[] less = Arrays.copyOf(jar, jar.length - cut);
      assertThatThrownBy(() -> read("a.jar", less)).isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void anyChangedByteIsSurvived() {
    byte[] jar = Jars.zip(Map.of("lib/x.jar", Jars.library("g", "a", "1"), "A.class", new byte[9]));
    for (int i = 0; i < jar.length; i++) {
      for (int bit : new int[] {1, 0x80, 0xff}) {
        byte[] changed = jar.clone();
        changed[i] ^= (byte) bit;
        try {
          assertThat(read("a.jar", changed)).isNotNull();
        } catch (Unreadable e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
  }

  private static Extraction read(String name, byte[] bytes) {
    return ArchiveReader.read(ByteBuffer.wrap(bytes), name, _ -> List.of());
  }
}
