package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.kit.keys.KeyFault;
import dev.brisach.kit.keys.Passphrase;
import dev.brisach.kit.keys.PrivateKeys;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.kit.keys.SshSignature;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs with the SSH key that a person has: by ourselves where the private key is a file, else (an
 * agent, a token) by {@code ssh-keygen}, which is told the public half.
 */
final class ApproverKey {
  private static final long PATIENCE_SECONDS = 120; // a token waits for a touch
  private static final int MOST_CHARS = 64 << 10;

  private ApproverKey() {}

  static SshSignature sign(Path key, String namespace, byte[] message, Consumer<String> notes) {
    String text = text(key);
    if (text.startsWith("-----BEGIN")) {
      try {
        SigningKey own = PrivateKeys.read(text, () -> passphrase(key));
        return SshSignature.sign(own, namespace, message);
      } catch (KeyFault e) {
        throw BrisachException.usage(key.toString(), e.line(), e.getMessage());
      }
    }
    notes.accept("Signing with ssh-keygen; touch your token if it asks.");
    return bySshKeygen(key, namespace, message);
  }

  private static String text(Path key) {
    try {
      byte[] bytes = Files.readAllBytes(key);
      if (bytes.length > MOST_CHARS) {
        throw BrisachException.usage(key.toString(), 0, "is too large for a key");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    } catch (java.nio.file.NoSuchFileException e) {
      throw new BrisachException(ErrorCode.USAGE, "--key " + key + ": there is no such file", e);
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, key + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // it is null without a terminal, also on JDK 25
  private static @Nullable Passphrase passphrase(Path key) {
    Console console = System.console();
    char[] typed =
        console == null || !console.isTerminal()
            ? null
            : console.readPassword("Passphrase of %s: ", key);
    return typed == null ? null : Passphrase.of(typed);
  }

  private static SshSignature bySshKeygen(Path key, String namespace, byte[] message) {
    Path armour = null;
    try {
      armour = Files.createTempFile("brisach-approval-", ".sig");
      Process process =
          new ProcessBuilder("ssh-keygen", "-Y", "sign", "-n", namespace, "-f", key.toString())
              .redirectOutput(armour.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(message);
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new BrisachException(ErrorCode.OUTSIDE, "ssh-keygen did not come to an end");
      }
      if (process.exitValue() != 0) {
        throw new BrisachException(
            ErrorCode.OUTSIDE, "ssh-keygen did not sign with " + key + "; see its own words above");
      }
      return SshSignature.read(Files.readString(armour, StandardCharsets.ISO_8859_1));
    } catch (KeyFault e) {
      throw new BrisachException(ErrorCode.OUTSIDE, "ssh-keygen: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, "ssh-keygen is needed for " + key + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("signing was stopped");
    } finally {
      remove(armour);
    }
  }

  private static void remove(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // a signature is no secret; it is left to the temporary folder
    }
  }
}
