package dev.brisach.kit.keys;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the files of keys and signers; what is wrong is one line with the file's name. */
public final class KeyFiles {
  private static final int MOST_BYTES = 4 << 20;

  private KeyFiles() {}

  /** A private key; see {@link PrivateKeys#read}. */
  public static SigningKey signing(Path file, Supplier<@Nullable Passphrase> passphrase) {
    return read(file, text -> PrivateKeys.read(text, passphrase));
  }

  /** A public key; see {@link PublicKeys#read}. */
  public static VerifyingKey verifying(Path file) {
    return read(file, PublicKeys::read);
  }

  /** A list of signers; see {@link AllowedSigners#read}. */
  public static AllowedSigners signers(Path file, ZoneId zone) {
    return read(file, text -> AllowedSigners.read(text, zone));
  }

  /** A signature in armour; see {@link SshSignature#read}. */
  public static SshSignature signature(Path file) {
    return read(file, SshSignature::read);
  }

  private static <T> T read(Path file, Function<String, T> reader) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw BrisachException.usage(file.toString(), 0, "too large for a key or a list of them");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return reader.apply(text);
    } catch (NoSuchFileException e) {
      throw BrisachException.usage(file.toString(), 0, "no such file");
    } catch (CharacterCodingException e) {
      throw BrisachException.usage(file.toString(), 0, "no text: keys are read as PEM or OpenSSH");
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be read: " + e.getClass().getSimpleName());
    } catch (KeyFault e) {
      throw BrisachException.usage(file.toString(), e.line(), e.getMessage());
    }
  }
}
