package dev.brisach.pack.advisory;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Turns a folder of OSV data into one advisory file: {@code <Ecosystem>/all.zip}, {@code
 * <Ecosystem>/*.json}, both also directly in the folder, and CISA's catalogue of exploited
 * vulnerabilities where {@code known_exploited_vulnerabilities.json} lies in it or in {@code kev/}.
 */
public final class AdvisoryImporter {
  private static final int MAX_RECORD = 8 << 20;
  private static final int MAX_RECORDS = 5_000_000;
  private static final int MAX_CATALOGUE = 64 << 20;
  private static final int MAX_REASONS = 50;
  private static final String CATALOGUE = "known_exploited_vulnerabilities.json";

  /**
   * What became of an import.
   *
   * @param records records read, those that match nothing included
   * @param ecosystems records by ecosystem; {@code GIT} counts those that name no package
   * @param rejected records that could not be read
   * @param reasons of the first rejected ones: file, what is wrong
   * @param exploited ids of the catalogue of exploited vulnerabilities; 0 where none was found
   */
  public record Imported(
      int records,
      Map<String, Integer> ecosystems,
      int rejected,
      List<String> reasons,
      int exploited) {
    public Imported {
      ecosystems = java.util.Collections.unmodifiableMap(new TreeMap<>(ecosystems));
      reasons = List.copyOf(reasons);
    }
  }

  /** A finished file in memory. */
  record Compiled(Imported report, ByteBuffer bytes) {}

  private final IndexWriter writer = new IndexWriter();
  private final List<String> reasons = new ArrayList<>();
  private int exploited;
  private int seen;

  private AdvisoryImporter() {}

  /**
   * Compiles a folder and puts the file in its place in one step, so that a reader sees the old or
   * the new one. A folder without any record is a {@link BrisachException}; the old file stays.
   */
  public static Imported importFolder(Path folder, Path target) {
    Compiled compiled = compile(folder);
    Imported imported = compiled.report;
    if (imported.records == 0) {
      throw new BrisachException(
          ErrorCode.USAGE,
          folder
              + ": no OSV record found; expected <Ecosystem>/all.zip or <Ecosystem>/*.json"
              + (imported.reasons.isEmpty() ? "" : " (" + imported.reasons.getFirst() + ")"));
    }
    try {
      replace(target, compiled.bytes);
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, target + ": cannot be written: " + e.getMessage(), e);
    }
    return imported;
  }

  /** Compiles a folder in memory. */
  static Compiled compile(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BrisachException(ErrorCode.USAGE, folder + ": no such folder");
    }
    AdvisoryImporter importer = new AdvisoryImporter();
    try {
      importer.catalogue(folder.resolve(CATALOGUE));
      importer.catalogue(folder.resolve("kev").resolve(CATALOGUE));
      importer.folder(folder);
      for (Path child : children(folder)) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          importer.folder(child);
        }
      }
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, folder + ": cannot be read: " + e.getMessage(), e);
    }
    IndexWriter writer = importer.writer;
    return new Compiled(
        new Imported(
            writer.records(),
            writer.counts(),
            writer.rejected(),
            importer.reasons,
            importer.exploited),
        ByteBuffer.wrap(writer.toBytes()));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private void folder(Path folder) throws IOException {
    for (Path child : children(folder)) {
      String name = child.getFileName().toString();
      if (!Files.isRegularFile(child)) {
        continue;
      }
      if (name.equals("all.zip")) {
        archive(child);
      } else if (name.endsWith(".json") && !name.equals(CATALOGUE)) {
        try (InputStream in = Files.newInputStream(child)) {
          record(child.toString(), in);
        }
      }
    }
  }

  private void archive(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (entry.getName().endsWith(".json") && !entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            record(file + "!/" + entry.getName(), in);
          }
        }
      }
    } catch (IOException e) {
      reject(file.toString(), "cannot be read as a zip file: " + e.getMessage());
    }
  }

  private void record(String name, InputStream in) {
    if (++seen > MAX_RECORDS) {
      throw new BrisachException(ErrorCode.USAGE, "more than " + MAX_RECORDS + " records");
    }
    try {
      byte[] bytes = in.readNBytes(MAX_RECORD + 1);
      if (bytes.length > MAX_RECORD) {
        reject(name, "larger than " + (MAX_RECORD >> 20) + " MiB");
        return;
      }
      writer.add(OsvReader.read(bytes));
    } catch (JsonFault e) {
      reject(name, (e.line() > 0 ? "line " + e.line() + ": " : "") + e.getMessage());
    } catch (IOException e) {
      reject(name, "cannot be read: " + e.getMessage());
    }
  }

  private void reject(String name, String reason) {
    writer.reject();
    if (reasons.size() < MAX_REASONS) {
      reasons.add(name + ": " + reason);
    }
  }

  private void catalogue(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_CATALOGUE);
      List<String> cves = new ArrayList<>();
      for (Json item : JsonReader.readObject(bytes).list("vulnerabilities")) {
        String cve = item instanceof Json.Obj one ? one.text("cveID") : null;
        if (cve != null) {
          cves.add(cve);
        }
      }
      writer.exploited(cves);
      exploited += cves.size();
    } catch (JsonFault e) {
      reject(file.toString(), "line " + e.line() + ": " + e.getMessage());
    }
  }

  private static void replace(Path target, ByteBuffer bytes) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder");
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, ".advisories", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer rest = bytes.duplicate();
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
