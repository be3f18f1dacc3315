package dev.brisach.kit.java;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * A file manager without files: parsing needs the one text that it is given and nothing else, so
 * that no class path, module image or working folder is opened. Stateless.
 */
final class NoFiles implements JavaFileManager {
  @Override
  public @Nullable ClassLoader getClassLoader(Location location) {
    return null;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) {
    return List.of();
  }

  @Override
  public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
    return null;
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return a.toUri().equals(b.toUri());
  }

  @Override
  public boolean handleOption(String current, Iterator<String> remaining) {
    return false;
  }

  @Override
  public int isSupportedOption(String option) {
    return -1;
  }

  @Override
  public boolean hasLocation(Location location) {
    return false;
  }

  @Override
  public @Nullable JavaFileObject getJavaFileForInput(
      Location location, String className, JavaFileObject.Kind kind) {
    return null;
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
    throw new UnsupportedOperationException("nothing is written");
  }

  @Override
  public @Nullable FileObject getFileForInput(Location location, String pkg, String relative) {
    return null;
  }

  @Override
  public FileObject getFileForOutput(
      Location location, String pkg, String relative, @Nullable FileObject sibling) {
    throw new UnsupportedOperationException("nothing is written");
  }

  @Override
  public Iterable<Set<Location>> listLocationsForModules(Location location) {
    return List.of();
  }

  @Override
  public void flush() {
    // nothing is held back
  }

  @Override
  public void close() {
    // nothing is open
  }
}
