package dev.brisach.bench;

import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ObjectType;
import dev.brisach.kit.openapi.ObjectTypes;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.tree.SourceFile;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A large made OpenAPI file read, its objects found and every operation sampled, in a fresh JVM:
 * milliseconds of each step, first round and best of the others.
 *
 * <p>Arguments: {@code --operations N} (1000), {@code --rounds N} (5), {@code --seed N} (42),
 * {@code --limit MILLISECONDS} (2000). Ends with 1 where the first round takes longer than the
 * limit.
 */
public final class OpenApiBench {
  private static final int PER_KIND = 5;

  private OpenApiBench() {}

  /** Makes the file, measures, prints. */
  public static void main(String[] args) {
    Arguments arguments =
        Arguments.of(args, Set.of("--operations", "--rounds", "--seed", "--limit"), Set.of());
    int operations = (int) arguments.number("--operations", 1000);
    int rounds = (int) Math.max(1, arguments.number("--rounds", 5));
    long seed = arguments.number("--seed", 42);
    String text = file(operations);
    System.out.printf(
        Locale.ROOT,
        "made an OpenAPI file of %d operations, %.2f MB%n",
        operations,
        text.length() / 1e6);
    double first = 0;
    double best = Double.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      double took = round(text, seed, i == 0);
      first = i == 0 ? took : first;
      best = Math.min(best, took);
    }
    System.out.printf(Locale.ROOT, "first %.0f ms, best of %d %.0f ms%n", first, rounds, best);
    System.exit(first <= arguments.number("--limit", 2000) ? 0 : 1);
  }

  private static double round(String text, long seed, boolean print) {
    long start = System.nanoTime();
    ApiModel api = OpenApiReader.OPENAPI.parse(SourceFile.of("openapi.yaml", text));
    long read = System.nanoTime();
    List<ObjectType> types = ObjectTypes.of(api);
    long found = System.nanoTime();
    Samples samples = new Samples(seed);
    long doubted =
        api.operations().stream().filter(one -> !samples.call(one).doubts().isEmpty()).count();
    long end = System.nanoTime();
    if (print) {
      System.out.printf(
          Locale.ROOT,
          "%d operations read in %.0f ms, %d kinds of objects in %.0f ms (%d with creator), sampled"
              + " in %.0f ms (%d doubted), problems %d%n",
          api.operations().size(),
          (read - start) / 1e6,
          types.size(),
          (found - read) / 1e6,
          types.stream().filter(type -> type.creator() != null).count(),
          (end - found) / 1e6,
          doubted,
          api.problems().size());
    }
    return (end - start) / 1e6;
  }

  /** List, create, read, change and remove, for as many kinds of objects as it takes. */
  static String file(int operations) {
    StringBuilder paths = new StringBuilder("openapi: 3.0.3\nsecurity: [{session: []}]\npaths:\n");
    StringBuilder schemas =
        new StringBuilder(
            """
            components:
              securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}
              schemas:
            """);
    for (int i = 0; i * PER_KIND < operations; i++) {
      String kind = "Kind" + i;
      String body =
          "{content: {application/json: {schema: {$ref: '#/components/schemas/" + kind + "'}}}}";
      String answer =
          "{'200': {description: one, content: {application/json: {schema: {$ref:"
              + " '#/components/schemas/"
              + kind
              + "'}}}}}";
      String item =
          "    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]\n";
      paths.append("  /kind").append(i).append("s:\n");
      int left = operations - i * PER_KIND;
      String[] made = {
        "    post: {requestBody: " + body + ", responses: " + answer + "}\n",
        "    get: {parameters: [{name: page, in: query, schema: {type: integer, minimum: 1}}]}\n",
        "  /kind" + i + "s/{id}:\n" + item + "    get: {responses: " + answer + "}\n",
        "    put: {requestBody: " + body + ", responses: " + answer + "}\n",
        "    delete: {responses: {'204': {description: gone}}}\n"
      };
      for (int k = 0; k < Math.min(left, PER_KIND); k++) {
        paths.append(made[k]);
      }
      schema(schemas, kind, "Kind" + (i * 7 / 11));
    }
    return paths.append(schemas).toString();
  }

  private static void schema(StringBuilder out, String kind, String other) {
    out.append("    ")
        .append(kind)
        .append(":\n      type: object\n      required: [title, email]\n");
    out.append("      properties:\n        id: {type: integer, readOnly: true}\n");
    out.append("        title: {type: string, minLength: 3, maxLength: 40}\n");
    out.append("        email: {type: string, format: email}\n");
    out.append("        code: {type: string, pattern: '^[A-Z]{3}-\\d{4}$'}\n");
    out.append("        state: {type: string, enum: [open, paid, sent]}\n");
    out.append("        price: {type: number, minimum: 0.5, maximum: 999}\n");
    out.append("        created: {type: string, format: date-time}\n");
    out.append("        other: {$ref: '#/components/schemas/").append(other).append("'}\n");
    out.append("        tags: {type: array, items: {type: string}}\n");
  }
}
