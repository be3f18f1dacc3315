package dev.brisach.deploy.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium of this machine and how it is started: without a window, with a profile that is thrown
 * away, and with every way to a network led into nothing.
 */
final class Chromium {
  /** The programs themselves first: what packages put on the path are scripts that want more. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/chromium",
          "/usr/lib/chromium-browser",
          "/usr/lib64/chromium-browser",
          "/opt/google/chrome",
          "/usr/bin",
          "/usr/local/bin",
          "/bin",
          "/snap/bin");

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "chrome", "google-chrome", "google-chrome-stable");

  private static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--remote-debugging-pipe",
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-extensions",
          "--disable-sync",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-breakpad",
          "--disable-crash-reporter",
          "--disable-client-side-phishing-detection",
          "--disable-domain-reliability",
          "--disable-backgrounding-occluded-windows",
          "--disable-renderer-backgrounding",
          "--disable-site-isolation-trials",
          "--disable-features=IsolateOrigins,site-per-process,OptimizationHints,MediaRouter,"
              + "Translate,DialMediaRouteProvider,HttpsUpgrades",
          "--no-pings",
          "--mute-audio",
          "--hide-scrollbars",
          "--password-store=basic",
          "--use-mock-keychain",
          "--js-flags=--max-old-space-size=128",
          // no name is known, no address is reached, not even this machine's
          "--host-resolver-rules=MAP * ~NOTFOUND",
          "--proxy-server=http://nowhere.invalid:1",
          "--proxy-bypass-list=<-loopback>",
          "--disable-quic",
          "--force-webrtc-ip-handling-policy=disable_non_proxied_udp");

  private Chromium() {}

  /** The first one found in the usual places, or null. */
  static @Nullable Path installed() {
    return FOLDERS.stream()
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /**
   * The command that starts it. It reads what it is told from descriptor 3 and answers on 4, which
   * a shell makes out of the only two that this program can hand over.
   *
   * @param walled with a sandbox of its own round each page, which root may not have
   */
  static List<String> command(Path program, Path profile, boolean walled) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null",
            "sh",
            program.toString()));
    command.addAll(OPTIONS);
    if (!walled) {
      command.add("--no-sandbox");
    }
    command.add("--user-data-dir=" + profile);
    command.add("about:blank");
    return command;
  }

  /** True where this program runs as root, for whom Chromium has no sandbox. */
  static boolean root() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
