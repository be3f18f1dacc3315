package dev.brisach.release.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.keys.KeyKind;
import dev.brisach.release.Given;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every field of bundle, envelope, statement and hint altered in turn: none is accepted. */
class TamperMatrixTest {
  private static final String HINT = "verificationMaterial.publicKey.hint";

  @TempDir private Path folder;

  /** A document that was altered. */
  private record Altered(String what, byte[] bytes) {}

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ED25519", "ECDSA_P256"})
  void noAlteredDocumentIsAcceptedAndTheTrueOnesAre(KeyKind kind) {
    Given given = Given.of(folder, kind);
    int tried = 0;
    for (byte[] document : List.of(given.signed(), given.passed())) {
      assertThat(given.verify(document).verified()).isTrue();
      for (Altered altered : all(document)) {
        Verification verification = given.verify(altered.bytes());
        assertThat(verification.verified()).as(altered.what()).isFalse();
        assertThat(verification.reasons()).as(altered.what()).isNotEmpty();
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(150);
  }

  private static List<Altered> all(byte[] document) {
    Json.Obj bundle = JsonReader.readObject(document);
    List<Altered> all = new ArrayList<>();
    for (Change change : changes("", bundle)) {
      // A bundle may go without a hint, which is not signed and says nothing then.
      if (!change.what().equals("no " + HINT)
          && !change.what().equals("no verificationMaterial.publicKey.hint")
          && !change.what().equals("empty " + HINT)) {
        all.add(new Altered(change.what(), JsonWriter.canonical(change.value())));
      }
    }
    if (bundle.get("dsseEnvelope") instanceof Json.Obj envelope) {
      byte[] payload = Base64.getDecoder().decode(envelope.need("payload"));
      for (Change change : changes("", JsonReader.readObject(payload))) {
        all.add(payload(bundle, envelope, change.what(), JsonWriter.canonical(change.value())));
      }
      all.add(
          payload(
              bundle,
              envelope,
              "a space behind",
              (text(payload) + " ").getBytes(StandardCharsets.UTF_8)));
    }
    String text = text(document);
    all.add(new Altered("a double member", twice(text, "\"mediaType\"")));
    all.add(new Altered("a double hint", twice(text, "\"hint\"")));
    all.add(new Altered("text behind", (text + "x").getBytes(StandardCharsets.UTF_8)));
    all.add(new Altered("a second document", (text + text).getBytes(StandardCharsets.UTF_8)));
    for (int cut = 0; cut < document.length - 2; cut += 37) {
      all.add(new Altered("cut at " + cut, java.util.Arrays.copyOf(document, cut)));
    }
    return all;
  }

  private static Altered payload(Json.Obj bundle, Json.Obj envelope, String what, byte[] payload) {
    Json.Obj changed =
        with(envelope, "payload", new Json.Text(Base64.getEncoder().encodeToString(payload)));
    return new Altered(
        "payload: " + what, JsonWriter.canonical(with(bundle, "dsseEnvelope", changed)));
  }

  private static byte[] twice(String text, String member) {
    int at = text.indexOf(member);
    int end = text.indexOf('\n', at);
    String line = text.substring(at, end);
    String whole = line.endsWith(",") ? line : line + ",";
    return (text.substring(0, at) + whole + text.substring(at)).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  /** One changed copy of a value. */
  private record Change(String what, Json value) {}

  /** Every value changed, emptied, removed and of another type, and a stranger in every object. */
  private static List<Change> changes(String path, Json value) {
    List<Change> all = new ArrayList<>();
    switch (value) {
      case Json.Obj(var members) -> {
        members.forEach((name, member) -> {
          String below = path.isEmpty() ? name : path + "." + name;
          for (Change change : changes(below, member)) {
            all.add(new Change(change.what(), with((Json.Obj) value, name, change.value())));
          }
          Map<String, Json> less = new LinkedHashMap<>(members);
          less.remove(name);
          all.add(new Change("no " + below, new Json.Obj(less)));
          all.add(new Change("number for " + below, with((Json.Obj) value, name, new Json.Num(7))));
        });
        all.add(
            new Change(
                "a stranger in " + path, with((Json.Obj) value, "stranger", new Json.Text("x"))));
      }
      case Json.Arr(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          for (Change change : changes(path + "[" + i + "]", items.get(i))) {
            List<Json> copy = new ArrayList<>(items);
            copy.set(i, change.value());
            all.add(new Change(change.what(), new Json.Arr(copy)));
          }
          List<Json> twice = new ArrayList<>(items);
          twice.add(items.get(i));
          all.add(new Change("twice " + path + "[" + i + "]", new Json.Arr(twice)));
        }
        all.add(new Change("empty " + path, new Json.Arr(List.of())));
      }
      case Json.Text(String text) -> {
        for (int at : new int[] {0, text.length() / 2, text.length() - 1}) {
          if (at >= 0 && at < text.length()) {
            char c = text.charAt(at) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, at) + c + text.substring(at + 1);
            all.add(new Change("changed " + path, new Json.Text(changed)));
          }
        }
        all.add(new Change("longer " + path, new Json.Text(text + "A")));
        all.add(new Change("empty " + path, new Json.Text("")));
      }
      case Json.Num(double number) ->
          all.add(new Change("changed " + path, new Json.Num(number + 1)));
      case Json.Bool(boolean flag) -> all.add(new Change("changed " + path, new Json.Bool(!flag)));
      case Json.Null() -> all.add(new Change("changed " + path, new Json.Num(1)));
    }
    return all;
  }
}
