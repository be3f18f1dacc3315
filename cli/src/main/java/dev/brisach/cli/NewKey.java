package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.kit.keys.KeyKind;
import dev.brisach.kit.keys.Passphrase;
import dev.brisach.kit.keys.PrivateKeys;
import dev.brisach.kit.keys.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** Writes a new pair of keys; never over an older one. */
final class NewKey {
  private NewKey() {}

  static Path open(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  static SigningKey write(Path file, boolean ed25519, KeyOptions options, boolean bare) {
    SecureRandom random = new SecureRandom();
    Passphrase passphrase = options.passphrase();
    if (!bare && passphrase == null) {
      throw new BrisachException(
          ErrorCode.USAGE,
          "a passphrase is needed in "
              + options.words()
              + "; --no-passphrase writes the key in the clear");
    }
    SigningKey key = SigningKey.generate(ed25519 ? KeyKind.ED25519 : KeyKind.ECDSA_P256, random);
    String secret =
        bare || passphrase == null
            ? PrivateKeys.plain(key)
            : PrivateKeys.encrypted(key, passphrase, random);
    create(file, secret, "rw-------");
    create(open(file), key.verifyingKey().pem(), "rw-r--r--");
    return key;
  }

  private static void create(Path file, String text, String permissions) {
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            }
            : new FileAttribute<?>[0];
    Set<? extends OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, attributes)) {
      var bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw new BrisachException(
          ErrorCode.USAGE, file + ": there is a file already, and keys are never overwritten");
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be written: " + e.getClass().getSimpleName());
    }
  }
}
