import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code Mutate CLASSES ANNOTATION OUT BELOW}: for each method of a class in CLASSES that bears the
 * annotation, a numbered folder in OUT with its class, the annotation gone from this one method, at
 * the path BELOW; {@code mutants.tsv} names them.
 */
final class Mutate {
  private final Path classes;
  private final String annotation;
  private final Path out;
  private final String below;
  private final List<String> table = new ArrayList<>();

  private Mutate(Path classes, String annotation, Path out, String below) {
    this.classes = classes;
    this.annotation = "L" + annotation.replace('.', '/') + ";";
    this.out = out;
    this.below = below;
  }

  public static void main(String[] args) throws IOException {
    new Mutate(Path.of(args[0]), args[1], Path.of(args[2]), args[3]).run();
  }

  private void run() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(path -> path.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : files) {
      ClassModel model = ClassFile.of().parse(file);
      for (MethodModel method : model.methods()) {
        if (bears(method)) {
          write(file, model, method);
        }
      }
    }
    Files.createDirectories(out);
    Files.write(out.resolve("mutants.tsv"), table);
    System.out.println(table.size() + " mutants");
  }

  private boolean bears(MethodModel method) {
    return method.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
        .flatMap(attribute -> attribute.annotations().stream())
        .anyMatch(one -> one.className().stringValue().equals(annotation));
  }

  private void write(Path file, ClassModel model, MethodModel method) throws IOException {
    String id = String.format(Locale.ROOT, "%02d", table.size() + 1);
    byte[] bytes =
        ClassFile.of().transformClass(model, (builder, element) -> without(builder, element, method));
    Path to = out.resolve(id).resolve(below).resolve(classes.relativize(file).toString());
    Files.createDirectories(to.getParent());
    Files.write(to, bytes);
    table.add(id + "\t" + file.getFileName() + " " + method.methodName().stringValue());
  }

  private void without(ClassBuilder builder, ClassElement element, MethodModel method) {
    if (element instanceof MethodModel one
        && one.methodName().equals(method.methodName())
        && one.methodType().equals(method.methodType())) {
      builder.transformMethod(
          one,
          (methodBuilder, part) -> {
            if (part instanceof RuntimeVisibleAnnotationsAttribute attribute) {
              methodBuilder.with(
                  RuntimeVisibleAnnotationsAttribute.of(
                      attribute.annotations().stream()
                          .filter(each -> !each.className().stringValue().equals(annotation))
                          .toList()));
            } else {
              methodBuilder.with(part);
            }
          });
    } else {
      builder.with(element);
    }
  }
}
