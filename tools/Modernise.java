import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the class files of a jar that are older than Java 6, so that an AOT cache can hold them.
 *
 * <p>Usage: {@code java Modernise.java IN.jar OUT.jar}.
 */
public class Modernise {
  private static final int JAVA_6 = 50;
  private static final int MAJOR_VERSION_BYTE = 7;

  public static void main(String[] args) throws IOException {
    Map<String, byte[]> entries = read(Path.of(args[0]));
    ClassFile classFile = classFile(entries);
    int rewritten = 0;
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        byte[] bytes = entry.getValue();
        if (isOld(entry.getKey(), bytes)) {
          bytes = modern(classFile, bytes);
          rewritten++;
        }
        ZipEntry copy = new ZipEntry(entry.getKey());
        copy.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        out.putNextEntry(copy);
        out.write(bytes);
      }
    }
    System.out.println(rewritten + " classes rewritten");
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    return entries;
  }

  private static ClassFile classFile(Map<String, byte[]> entries) {
    ClassHierarchyResolver resolver =
        ClassHierarchyResolver.ofResourceParsing(
                type -> {
                  String name = type.descriptorString();
                  byte[] bytes = entries.get(name.substring(1, name.length() - 1) + ".class");
                  return bytes == null ? null : new ByteArrayInputStream(bytes);
                })
            .orElse(ClassHierarchyResolver.defaultResolver());
    return ClassFile.of(
        ClassFile.ClassHierarchyResolverOption.of(resolver),
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ConstantPoolSharingOption.NEW_POOL);
  }

  private static boolean isOld(String name, byte[] bytes) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && (bytes[MAJOR_VERSION_BYTE] & 0xff) < JAVA_6;
  }

  private static byte[] modern(ClassFile classFile, byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_25_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    ClassTransform bodies =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
    return classFile.transformClass(classFile.parse(bytes), version.andThen(bodies));
  }
}
