package example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object per line: time, level, event, user, ip, method, path, status, details. */
final class EventLog {
  private final Path file;

  EventLog(Path file) {
    this.file = file;
  }

  /** The access line of an answered request. */
  void request(Call call) {
    write(call.status() < 400 ? "INFO" : "WARN", "request", call, Map.of());
  }

  void event(String event, Call call, Map<String, ?> details) {
    write("INFO", event, call, details);
  }

  private synchronized void write(String level, String event, Call call, Map<String, ?> details) {
    var line = new LinkedHashMap<String, Object>();
    line.put("time", Instant.now().toString());
    line.put("level", level);
    line.put("event", event);
    line.put("user", call.session() == null ? null : call.session().name());
    line.put("ip", call.ip());
    line.put("method", call.method());
    line.put("path", call.path());
    line.put("status", call.status() == 0 ? null : call.status());
    line.put("traceparent", call.header("traceparent"));
    line.putAll(details);
    try {
      String json = Call.JSON.writeValueAsString(line);
      System.out.println(json);
      Files.writeString(file, json + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      System.err.println("Cannot write the log: " + e.getMessage());
    }
  }
}
