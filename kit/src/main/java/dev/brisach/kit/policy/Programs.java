package dev.brisach.kit.policy;

import dev.brisach.core.Digests;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.expr.ExpressionCompiler;
import dev.brisach.kit.expr.ExpressionCompiler.Compiled;
import dev.brisach.kit.expr.Program;
import dev.brisach.kit.expr.ProgramJson;
import dev.brisach.kit.expr.Shape;
import dev.brisach.kit.expr.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions, and keeps what is right by the digest of the expression, the language and
 * the vocabulary. So the pack is opened only for an expression that this user has not used yet.
 * What is kept belongs to the user, never to the project: a change under test cannot bring its own.
 */
public final class Programs {
  private static final long MAX_BYTES = 4 << 20;

  private final Supplier<ExpressionCompiler> pack;
  private final @Nullable Path kept;
  private final String base;
  private ExpressionCompiler.@Nullable Session session;

  /**
   * Programs from a pack.
   *
   * @param pack opens the pack when first asked
   * @param kept the folder of the user where programs are kept; null: nowhere
   */
  public Programs(Supplier<ExpressionCompiler> pack, @Nullable Path kept) {
    this.pack = pack;
    this.kept = kept;
    this.base = Digests.sha256(bytes(ExpressionCompiler.LANGUAGE + "\n" + vocabulary())) + "\n";
  }

  /** The program of an expression, or what is wrong with it. */
  Compiled of(String source) {
    Path file = kept == null ? null : kept.resolve(Digests.sha256(bytes(base + source)) + ".json");
    Program known = file == null ? null : read(file);
    if (known != null) {
      return new Compiled.Right(known);
    }
    if (session == null) {
      session = pack.get().over(Vocabulary.types());
    }
    Compiled compiled = session.compile(source);
    if (file != null && compiled instanceof Compiled.Right(Program program)) {
      write(file, program);
    }
    return compiled;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static @Nullable Program read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return null;
      }
      return ProgramJson.read(JsonReader.readObject(Files.readAllBytes(file)));
    } catch (IOException | JsonFault e) {
      return null; // it is made anew
    }
  }

  private static void write(Path file, Program program) {
    try {
      Path folder = file.getParent();
      if (folder == null) {
        return;
      }
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "program", ".part");
      Files.write(part, JsonWriter.canonical(ProgramJson.of(program)));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // the next start compiles again
    }
  }

  /** All names and types, so that another vocabulary is another key. */
  private static String vocabulary() {
    StringBuilder out = new StringBuilder();
    Set<String> seen = new HashSet<>();
    Vocabulary.types()
        .forEach((name, type) -> {
          out.append(name).append(':').append(type.word()).append('\n');
          describe(type, seen, out);
        });
    return out.toString();
  }

  private static void describe(Type type, Set<String> seen, StringBuilder out) {
    switch (type) {
      case Type.Simple _ -> {}
      case Type.ListOf(Type item) -> describe(item, seen, out);
      case Type.MapOf(Type value) -> describe(value, seen, out);
      case Type.StructOf(Shape<?> shape) -> {
        if (seen.add(shape.name())) {
          shape
              .fields()
              .values()
              .forEach(field -> {
                out.append(shape.name()).append('.').append(field.name()).append(':');
                out.append(field.type().word()).append(field.words()).append('\n');
                describe(field.type(), seen, out);
              });
        }
      }
    }
  }
}
