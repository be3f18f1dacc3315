package dev.brisach.test.session;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes away what a request made, where the API file has an operation for it. */
record CleanUp(Endpoints endpoints, Endpoints.One made, ForeignSite site) {
  /** Deletes the object that an answer tells of; what cannot be deleted stays. */
  void after(Exchange answer, Map<String, String> tokens) {
    int status = answer.response().status();
    String id = status == 200 || status == 201 ? id(answer) : null;
    if (id == null || !made.method().equals("POST")) {
      return;
    }
    for (Endpoints.One one : endpoints.all()) {
      ApiModel.Operation operation = one.operation();
      if (operation != null && one.method().equals("DELETE") && isItem(one.path())) {
        String path = made.path() + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        try {
          site.wire()
              .send(site.fromHere(Exchange.Request.of("DELETE", path, List.of(), null), tokens));
        } catch (WireException e) {
          return; // the service went away, and nothing can be taken away there
        }
        return;
      }
    }
  }

  private boolean isItem(String path) {
    return path.startsWith(made.path() + "/{")
        && path.indexOf('/', made.path().length() + 1) < 0
        && path.endsWith("}");
  }

  /** The id in the body, else the last part of where the object is said to be. */
  private static @Nullable String id(Exchange answer) {
    try {
      Json.Obj body = JsonReader.readObject(answer.response().body());
      if (body.get("id") instanceof Json.Text(String text)) {
        return text;
      }
      if (body.get("id") instanceof Json.Num) {
        return Long.toString(body.number("id", 0));
      }
    } catch (JsonFault e) {
      // no JSON: the header may tell
    }
    String location = answer.response().header("location");
    return location == null ? null : location.substring(location.lastIndexOf('/') + 1);
  }
}
