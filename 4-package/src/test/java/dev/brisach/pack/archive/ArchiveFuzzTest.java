package dev.brisach.pack.archive;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.kit.tree.Unreadable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class ArchiveFuzzTest {
  @FuzzTest
  void anyBytesGiveAnAnswer(byte[] data) {
    try {
      Objects.requireNonNull(ArchiveReader.read(ByteBuffer.wrap(data), "a.jar", _ -> List.of()));
    } catch (Unreadable e) {
      Objects.requireNonNull(e.getMessage());
    }
  }
}
