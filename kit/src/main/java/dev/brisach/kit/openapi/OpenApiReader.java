package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads OpenAPI 3.0, 3.1 and Swagger 2.0, YAML or JSON. References within the file are followed,
 * those to files beside it where a tree is given; what is wrong with the file is a problem of the
 * model, and only a file that is none at all is {@link Unreadable}.
 */
public final class OpenApiReader implements Front<ApiModel> {
  /** The one instance; reads a file by itself. */
  public static final OpenApiReader OPENAPI = new OpenApiReader();

  static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final int MAX_OPERATIONS = 20_000;

  private OpenApiReader() {}

  @Override
  public ApiModel parse(SourceFile file) {
    return read(file, path -> null);
  }

  /** Reads a file and those of the tree that it refers to. */
  public static ApiModel read(SourceFile file, SourceTree tree) {
    return read(
        file,
        path -> {
          FileEntry entry = tree.get(path);
          return entry == null ? null : tree.open(entry);
        });
  }

  private static ApiModel read(SourceFile file, References.Beside beside) {
    if (!(Documents.root(file) instanceof Yaml.Mapping top)) {
      throw new Unreadable(1, "not an OpenAPI file");
    }
    if (!(top.get("paths") instanceof Yaml.Mapping)) {
      throw new Unreadable(top.line(), "an OpenAPI file without 'paths'");
    }
    Place root = new Place(file.path(), top, "");
    References references = new References(file.path(), top, beside);
    version(root, references);
    SchemaReader schemas = new SchemaReader(references);
    List<SecurityScheme> security = SecurityReader.schemes(root, references);
    OperationReader reader = new OperationReader(root, references, schemas, security);
    List<Operation> operations = operations(root, references, reader);
    schemas.finish();
    return new ApiModel(
        file.path(), Servers.of(root, references), security, operations, references.problems());
  }

  private static void version(Place root, References references) {
    String stated = root.map().text("openapi");
    boolean old = stated == null;
    String version = old ? root.map().text("swagger") : stated;
    if (version == null) {
      references.problem(root, "neither 'openapi' nor 'swagger' names a version");
    } else if (!version.startsWith(old ? "2." : "3.")) {
      references.problem(root, "version " + SchemaWords.shortened(version) + " is unknown");
    }
  }

  private static List<Operation> operations(
      Place root, References references, OperationReader reader) {
    List<Operation> operations = new ArrayList<>();
    Map<String, Integer> ids = new HashMap<>();
    for (Yaml.Entry path : root.entries("paths")) {
      Place item = item(root, path, references);
      if (item == null) {
        continue;
      }
      for (Yaml.Entry entry : item.map().entries().values()) {
        if (!METHODS.contains(entry.key())) {
          continue;
        }
        if (!(entry.value() instanceof Yaml.Mapping)) {
          references.problem(item.file(), entry.line(), "an operation is a mapping");
        } else if (operations.size() == MAX_OPERATIONS) {
          references.problem(
              root.file(), path.line(), "more than " + MAX_OPERATIONS + " operations");
          return operations;
        } else {
          Operation operation = reader.read(path.key(), item, entry);
          operations.add(operation);
          Integer before =
              operation.operationId() == null
                  ? null
                  : ids.putIfAbsent(operation.operationId(), operation.line());
          if (before != null) {
            references.problem(
                item.file(),
                entry.line(),
                "operationId '" + operation.operationId() + "' already stands in line " + before);
          }
        }
      }
    }
    return operations;
  }

  private static @org.jspecify.annotations.Nullable Place item(
      Place root, Yaml.Entry path, References references) {
    if (!path.key().startsWith("/")) {
      references.problem(
          root.file(),
          path.line(),
          "path '" + SchemaWords.shortened(path.key()) + "' does not begin with a slash");
      return null;
    }
    if (!(path.value() instanceof Yaml.Mapping)) {
      references.problem(root.file(), path.line(), "a path item is a mapping");
      return null;
    }
    return references.resolve(root.of(path.value()));
  }
}
