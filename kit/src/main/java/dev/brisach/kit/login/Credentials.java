package dev.brisach.kit.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the references of recipes stand for in this run. Lives in memory only, but for the job file
 * of a box, which the probe deletes as soon as it has read it.
 *
 * @param values secrets by the {@link SecretRef#words() words} of their reference
 * @param missing why there is none, by the words of the reference
 */
public record Credentials(SortedMap<String, String> values, SortedMap<String, String> missing) {
  /** None at all. */
  public static final Credentials NONE = new Credentials(new TreeMap<>(), new TreeMap<>());

  private static final int MAX_FILE = 64 << 10;

  public Credentials {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
  }

  /** Looks up what these recipes need; what is missing makes its user unavailable, no more. */
  public static Credentials resolve(Collection<Recipe> recipes, Sources sources) {
    SortedMap<String, String> values = new TreeMap<>();
    SortedMap<String, String> missing = new TreeMap<>();
    for (Recipe recipe : recipes) {
      for (SecretRef reference : recipe.references()) {
        try {
          values.put(reference.words(), sources.value(reference));
        } catch (IOException e) {
          missing.put(reference.words(), String.valueOf(e.getMessage()));
        }
      }
    }
    return new Credentials(values, missing);
  }

  /**
   * Where references are looked up.
   *
   * @param variables environment variables of this program; null for one that is not set
   * @param root folder that file references are relative to
   * @param randoms secrets made for this run, by name
   */
  public record Sources(Variables variables, Path root, Map<String, String> randoms) {
    public Sources {
      randoms = Map.copyOf(randoms);
    }

    private String value(SecretRef reference) throws IOException {
      return switch (reference) {
        case SecretRef.Variable(String name) -> {
          String value = variables.get(name);
          if (value == null || value.isEmpty()) {
            throw new IOException("the environment variable " + name + " is not set");
          }
          yield value;
        }
        case SecretRef.InFile(String path) -> line(root.resolve(path), path);
        case SecretRef.Random(String name) -> {
          String value = randoms.get(name);
          if (value == null) {
            throw new IOException("no value of 'env' holds ${random " + name + "}");
          }
          yield value;
        }
      };
    }

    private static String line(Path file, String path) throws IOException {
      if (!Files.isRegularFile(file)) {
        throw new IOException("there is no file " + path);
      }
      if (Files.size(file) > MAX_FILE) {
        throw new IOException(path + " is longer than " + MAX_FILE + " bytes");
      }
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        String line = reader.readLine();
        if (line == null || line.isBlank()) {
          throw new IOException("the first line of " + path + " is empty");
        }
        return line.strip();
      } catch (CharacterCodingException e) {
        throw new IOException(path + " is not UTF-8 text", e);
      }
    }
  }

  /** Environment variables by name. */
  @FunctionalInterface
  public interface Variables {
    /** The value, or null where it is not set. */
    @Nullable String get(String name);
  }

  /** The secret of a reference, or null where it is missing. */
  @Nullable String get(SecretRef reference) {
    return values.get(reference.words());
  }

  /** Why a user cannot log in at all, or null where everything is there. */
  @Nullable String lacking(Recipe recipe) {
    for (SecretRef reference : recipe.references()) {
      if (!values.containsKey(reference.words())) {
        return missing.getOrDefault(
            reference.words(), "the secret '" + reference.words() + "' is not known");
      }
    }
    return null;
  }

  /** Text with every secret masked. */
  public String mask(String text) {
    String masked = text;
    for (String secret : values.values()) {
      if (secret.length() >= 4) {
        masked = masked.replace(secret, "***");
      }
    }
    return masked;
  }

  /** Never the secrets. */
  @Override
  public String toString() {
    return "Credentials[" + String.join(", ", values.keySet()) + "]";
  }
}
