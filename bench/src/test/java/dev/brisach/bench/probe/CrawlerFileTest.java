package dev.brisach.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrawlerFileTest {
  @TempDir private Path folder;

  @Test
  void parametersOfTheAddressAreAskedWithGet() throws IOException {
    Json.Obj request =
        request("<getparam name='q' value='a b'/><header name='X-Y' value='é'/>", "One");

    assertThat(request.text("method")).isEqualTo("GET");
    assertThat(request.text("url")).isEqualTo("http://127.0.0.1:8080/app/One?q=a+b");
    assertThat(pairs(request, "queryString")).containsExactly("q=a b");
    assertThat(pairs(request, "headers")).containsExactly("X-Y=é");
    assertThat(request.get("postData")).isNull();
  }

  @Test
  void fieldsOfAFormArePosted() throws IOException {
    Json.Obj request =
        request("<formparam name='a' value=''/><formparam name='b' value='1&amp;2'/>", "Two");

    assertThat(request.text("method")).isEqualTo("POST");
    assertThat(request.object("postData").text("text")).isEqualTo("a=&b=1%262");
    assertThat(pairs(request, "headers"))
        .containsExactly("Content-Type=application/x-www-form-urlencoded");
  }

  @Test
  void cookiesAreSentEncodedInOneHeader() throws IOException {
    Json.Obj request =
        request("<cookie name='c' value='x y'/><cookie name='d' value='z'/>", "Three");

    assertThat(request.text("method")).isEqualTo("POST");
    assertThat(pairs(request, "headers")).contains("Cookie=c=x+y; d=z");
    assertThat(pairs(request, "cookies")).containsExactly("c=x y", "d=z");
  }

  @Test
  void entitiesOfOthersAreNotRead() throws IOException {
    Path file = folder.resolve("evil.xml");
    Files.writeString(
        file,
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///proc/version'>]><a><benchmarkTest URL='u'"
            + " tcName='&x;'/></a>");

    assertThatThrownBy(() -> CrawlerFile.read(file, "", "")).isInstanceOf(IOException.class);
  }

  @Test
  void anUnknownElementIsAFault() throws IOException {
    Path file = write("<json name='a' value='b'/>", "Four");

    assertThatThrownBy(() -> CrawlerFile.read(file, "", ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("json");
  }

  private Json.Obj request(String fields, String name) throws IOException {
    SortedMap<String, Seed> seeds =
        CrawlerFile.read(write(fields, name), "https://localhost:8443", "http://127.0.0.1:8080");
    byte[] har = Har.of(seeds.values()).getBytes(StandardCharsets.UTF_8);
    List<Json> entries = JsonReader.readObject(har).object("log").list("entries");
    return ((Json.Obj) entries.getFirst()).object("request");
  }

  private Path write(String fields, String name) throws IOException {
    Path file = folder.resolve("crawler.xml");
    Files.writeString(
        file,
        "<suite><benchmarkTest URL='https://localhost:8443/app/"
            + name
            + "' tcName='"
            + name
            + "'>"
            + fields
            + "</benchmarkTest></suite>");
    return file;
  }

  private static List<String> pairs(Json.Obj request, String name) {
    return request.list(name).stream()
        .map(Json.Obj.class::cast)
        .map(pair -> pair.text("name") + "=" + pair.text("value"))
        .toList();
  }
}
