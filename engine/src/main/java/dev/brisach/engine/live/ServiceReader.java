package dev.brisach.engine.live;

import dev.brisach.core.Environment;
import dev.brisach.core.json.JsonFault;
import dev.brisach.engine.config.Settings;
import dev.brisach.kit.har.Har;
import dev.brisach.kit.har.HarReader;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.live.Seeds;
import dev.brisach.kit.login.Credentials;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a live service from what a project says of it: its API file, its HAR file, its users.
 *
 * @param root the project's folder; files outside it are never read
 */
public record ServiceReader(Path root) {
  private static final int MAX_API = 16 << 20;

  /**
   * The service behind a wire.
   *
   * @throws Unreadable where a file that is named cannot be read; the message begins with its name
   */
  public LiveService read(
      Wire wire,
      Environment environment,
      Settings.Target target,
      @Nullable String har,
      Credentials credentials,
      Clock clock) {
    ApiModel api = environment.openapi() == null ? null : api(environment.openapi());
    List<Caller> users = LoggedIn.all(target.users(), credentials, wire, clock);
    return new LiveService(
        wire,
        api,
        users,
        har == null ? List.of() : seeds(har, wire.base()),
        target.identity(),
        root);
  }

  /** Reads an API file; {@link Unreadable} with its name where it cannot be. */
  public ApiModel api(String name) {
    try {
      String text = Files.readString(file(name, MAX_API));
      return SourceFile.of(Path.of(name).normalize().toString(), text).parse(OpenApiReader.OPENAPI);
    } catch (Unreadable e) {
      throw new Unreadable(0, name + ": " + e.getMessage());
    } catch (CharacterCodingException e) {
      throw new Unreadable(0, name + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new Unreadable(0, name + ": cannot be read");
    }
  }

  private Path file(String name, long most) throws IOException {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      throw new Unreadable(0, "there is no such file");
    }
    if (Files.size(file) > most) {
      throw new Unreadable(0, "is longer than " + most + " bytes");
    }
    return file;
  }

  /** The recorded requests that went to this very service. */
  private List<Exchange.Request> seeds(String name, URI base) {
    Har har;
    try {
      har = HarReader.read(Files.readAllBytes(file(name, HarReader.MAX_BYTES)));
    } catch (IOException e) {
      throw new Unreadable(0, name + ": cannot be read");
    } catch (JsonFault | Unreadable e) {
      throw new Unreadable(0, name + ": " + e.getMessage());
    }
    return Seeds.of(har, base);
  }
}
