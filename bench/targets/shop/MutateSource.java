import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * {@code MutateSource TABLE SOURCES JAR OUT}: for each line of the table a numbered folder in OUT
 * with {@code target/shop.jar}, in which one check is gone from the source. The text to be found
 * must stand once in the method named; a line that does not fit the source ends it.
 */
final class MutateSource {
  /** The order with this id, whoever it belongs to. */
  private static final String ANYONES =
      "orders.all().stream().filter(one -> one.id == call.id()).findFirst()"
          + ".orElseThrow(() -> new HttpError(404, \"No such order\"))";

  private static final String VISITOR =
      "var session = call.session() != null ? call.session()"
          + " : new Session(0, \"visitor\", \"customer\", java.time.Instant.MAX);";

  private final Path sources;
  private final Path jar;
  private final Path out;

  private MutateSource(Path sources, Path jar, Path out) {
    this.sources = sources;
    this.jar = jar;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    MutateSource all = new MutateSource(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
    List<String> table = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.startsWith("#")) {
        String id = String.format(Locale.ROOT, "%02d", table.size() + 1);
        String[] parts = line.split("\t", -1);
        all.make(id, parts);
        table.add(id + "\t" + parts[4]);
      }
    }
    Files.write(all.out.resolve("mutants.tsv"), table);
    System.out.println(table.size() + " mutants");
  }

  private void make(String id, String[] parts) throws IOException {
    Path work = Files.createTempDirectory("mutant-");
    List<String> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(sources)) {
      for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
        Path copy = work.resolve(sources.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        String text = Files.readString(file);
        if (file.getFileName().toString().equals(parts[0])) {
          text = changed(text, parts);
        }
        Files.writeString(copy, text);
        files.add(copy.toString());
      }
    }
    Path classes = work.resolve("classes");
    List<String> options =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                jar + ":" + String.join(":", jars(jar.resolveSibling("lib")))));
    options.addAll(files);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, null, options.toArray(String[]::new)) != 0) {
      throw new IOException("mutant " + id + " does not compile: " + parts[4]);
    }
    pack(classes, out.resolve(id).resolve("target").resolve("shop.jar"));
  }

  private static String changed(String text, String[] parts) {
    int method = text.indexOf(parts[1]);
    int end = text.indexOf("\n  }\n", method);
    int at = text.indexOf(parts[2], method);
    if (method < 0 || at < 0 || at > end || text.indexOf(parts[2], at + 1) < end
        && text.indexOf(parts[2], at + 1) > 0) {
      throw new IllegalArgumentException(parts[0] + ": not once in " + parts[1] + ": " + parts[2]);
    }
    String put =
        switch (parts[3]) {
          case "ANYONES" -> ANYONES;
          case "VISITOR" -> VISITOR;
          default -> parts[3];
        };
    return text.substring(0, at) + put + text.substring(at + parts[2].length());
  }

  private static List<String> jars(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList();
    }
  }

  private void pack(Path classes, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(jar, to, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + to.toUri()), Map.of());
        Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file,
            zip.getPath("/" + classes.relativize(file)),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
