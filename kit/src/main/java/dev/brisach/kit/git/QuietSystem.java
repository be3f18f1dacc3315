package dev.brisach.kit.git;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit from writing: it would measure the clock of the file system with files of its own in
 * the repository, and note the result in the user's home. Only what the user's own git settings say
 * is read of the machine.
 */
final class QuietSystem extends SystemReader.Delegate {
  private static final class Holder {
    static final QuietSystem ONLY = new QuietSystem(SystemReader.getInstance());
  }

  private QuietSystem(SystemReader usual) {
    super(usual);
  }

  static void install() {
    if (SystemReader.getInstance() != Holder.ONLY) {
      SystemReader.setInstance(Holder.ONLY);
    }
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new Home(parent, new File(fs.userHome(), ".gitconfig"), fs);
  }

  /** The user's settings, with an answer to what would else be measured. */
  private static class Home extends FileBasedConfig {
    Home(@Nullable Config parent, File file, FS fs) {
      super(parent, file, fs);
    }

    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long otherwise, TimeUnit wanted) {
      return section.equals("filesystem")
          ? wanted.convert(10, TimeUnit.MILLISECONDS)
          : super.getTimeUnit(section, subsection, name, otherwise, wanted);
    }
  }

  private static final class Nothing extends Home {
    Nothing(@Nullable Config parent, FS fs) {
      super(parent, new File(Constants.DOT_GIT, "nothing"), fs);
    }

    @Override
    public void load() {
      // there is nothing to read
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public void save() {
      // and nothing to write
    }
  }
}
