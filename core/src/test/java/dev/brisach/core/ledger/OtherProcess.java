package dev.brisach.core.ledger;

import dev.brisach.core.BrisachException;
import java.io.IOException;
import java.nio.file.Path;

/** What a second process does in {@link ProcessTest}: writes, then waits, or fills the disk. */
final class OtherProcess {
  private OtherProcess() {}

  public static void main(String[] args) throws IOException {
    LedgerWriter writer = Samples.begin(Ledger.open(Path.of(args[0])));
    writer.note("one");
    if (args[1].equals("wait")) {
      System.out.println(writer.id());
      int end = System.in.read();
      System.out.println(end);
      return;
    }
    try (writer) {
      while (true) {
        writer.note("x".repeat(1_000));
      }
    } catch (BrisachException e) {
      System.out.println(e.code() + " " + e.getMessage());
    }
  }
}
