package dev.brisach.code.java;

import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Taint;
import dev.brisach.code.java.flow.Value;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file whose path a client, or who made an archive, chooses (CWE-22). A path that a mere caller
 * hands in is not reported: most methods that take a path are meant to.
 */
final class PathTraversal extends JavaCheck {
  private static final Set<String> OPENING =
      Set.of(
          "FileInputStream",
          "FileOutputStream",
          "FileReader",
          "FileWriter",
          "RandomAccessFile",
          "PrintWriter",
          "ZipFile",
          "JarFile",
          "FileSystemResource",
          "FileImageInputStream",
          "FileImageOutputStream");
  private static final Set<String> FILES =
      Set.of(
          "newInputStream",
          "newOutputStream",
          "readAllBytes",
          "readString",
          "lines",
          "readAllLines",
          "write",
          "writeString",
          "copy",
          "move",
          "delete",
          "deleteIfExists",
          "createFile",
          "createDirectory",
          "createDirectories",
          "newBufferedReader",
          "newBufferedWriter",
          "walk",
          "list",
          "newByteChannel",
          "createSymbolicLink");
  private static final Set<String> COMMONS =
      Set.of(
          "readFileToString",
          "readFileToByteArray",
          "writeStringToFile",
          "writeByteArrayToFile",
          "openInputStream",
          "openOutputStream",
          "copyFile",
          "copyInputStreamToFile",
          "copyToFile",
          "forceDelete",
          "deleteQuietly",
          "cleanDirectory",
          "deleteDirectory",
          "copyURLToFile",
          "moveFile",
          "readLines",
          "writeLines",
          "forceMkdir");
  private static final Set<String> ON_FILE =
      Set.of(
          "delete",
          "createNewFile",
          "mkdir",
          "mkdirs",
          "renameTo",
          "listFiles",
          "exists",
          "deleteOnExit",
          "transferTo");

  private static final Set<String> LOOKING = Set.of("exists", "mkdir", "mkdirs");

  PathTraversal() {
    super(
        "path-traversal",
        1,
        "File path built from a value from outside",
        List.of(
            "new File",
            "Files.",
            "FileUtils",
            "FileCopyUtils",
            "FileSystemResource",
            "Paths.",
            "Path.of",
            "RandomAccessFile",
            "PrintWriter",
            "ZipFile",
            "JarFile",
            ".resolve",
            "Resource(",
            "sendFile",
            "transferTo"),
        22);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    Map<Object, Call> worst = new LinkedHashMap<>();
    for (Call call : flow.calls()) {
      Value path = path(call);
      Taint taint = path == null ? null : path.taint();
      if (taint != null && !taint.safeFor(Taint.Use.PATH)) {
        switch (taint.origin()) {
          case WEB -> worst.merge(taint.source(), call, PathTraversal::worse);
          case PARAMETER ->
              recorder.unexamined(
                  flow.unit().file().asset(),
                  "a path comes from parameter '"
                      + taint.name()
                      + "', and callers in other files are not followed");
          case RANDOM -> {}
        }
      }
    }
    for (Call call : worst.values()) {
      Value path = path(call);
      if (path != null && path.taint() != null) {
        recorder.finding(report(flow, call, path.taint()));
      }
    }
  }

  /** Of several uses of one path, the first that does more than look. */
  private static Call worse(Call a, Call b) {
    return LOOKING.contains(a.name()) && !LOOKING.contains(b.name()) ? b : a;
  }

  private static @Nullable Value path(Call call) {
    if (call.name().equals("new") && OPENING.contains(call.type()) && !call.args().isEmpty()) {
      return openable(call.arg(0)) ? call.arg(0) : null;
    }
    if (call.type().equals("Files") && FILES.contains(call.name())) {
      return first(call);
    }
    if (call.type().equals("FileUtils") && COMMONS.contains(call.name())) {
      return first(call);
    }
    boolean file = call.type().equals("File") && ON_FILE.contains(call.name());
    if (file) {
      return call.receiver();
    }
    boolean upload = call.name().equals("transferTo") && call.args().size() == 1;
    return upload && openable(call.arg(0)) ? call.arg(0) : null;
  }

  /** A path or name; a stream or response to write to has no path of its own. */
  private static boolean openable(Value value) {
    return switch (value.type()) {
      case "", "String", "File", "Path", "Object" -> true;
      default -> false;
    };
  }

  private static @Nullable Value first(Call call) {
    for (int i = 0; i < Math.min(2, call.args().size()); i++) {
      Value arg = call.arg(i);
      if (openable(arg)
          && arg.reaches(Taint.Use.PATH)
          && (i == 0 || !arg.type().equals("String"))) {
        return arg;
      }
    }
    return null;
  }

  private Finding report(JavaFlow flow, Call call, Taint taint) {
    boolean archive = taint.name().endsWith(".getName()");
    String message =
        "`"
            + taint.name()
            + "` decides which file `"
            + (call.name().equals("new") ? "new " + call.type() : call.name())
            + "` touches; `../` leads out of its folder. "
            + (archive ? "Whoever made the archive wrote that name." : Tainted.words(taint));
    Map<String, String> words =
        Map.of("source", taint.name(), "call", flow.unit().code(call.tree(), 100));
    String variant = archive ? "archive" : "default";
    Finding.Builder finding =
        finding(
                flow.unit(),
                call.tree(),
                call.scope().symbol(),
                archive || LOOKING.contains(call.name()) ? Severity.MEDIUM : Severity.HIGH,
                archive ? Confidence.HEURISTIC : Tainted.confidence(taint),
                message)
            .cwe(22)
            .lesson(card().fill(variant, words))
            .fix(card().fill(variant, words).replacement());
    return Tainted.path(finding, flow.unit(), taint, call.tree()).build();
  }
}
