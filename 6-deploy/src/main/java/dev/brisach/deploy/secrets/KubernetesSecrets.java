package dev.brisach.deploy.secrets;

import dev.brisach.core.Recorder;
import dev.brisach.core.Weakness;
import dev.brisach.deploy.config.Fact;
import dev.brisach.deploy.config.Resource;
import dev.brisach.deploy.config.Resources;
import dev.brisach.deploy.kubernetes.KubernetesFront;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Credentials in Secret and ConfigMap manifests and in the environment of containers. */
public final class KubernetesSecrets {
  private static final int MAX_TEXT = 100_000;
  private static final Pattern SETTING =
      Pattern.compile(
          "(?m)^[ \\t]{0,20}[\"']?([A-Za-z][\\w.-]{0,60})[\"']?[ \\t]{0,4}[:=][ \\t]{0,4}[\"']?([^\\s\"'#;,]{3,200})[\"']?[ \\t]{0,4},?[ \\t]{0,4}\\r?$");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private KubernetesSecrets() {}

  /** The check. */
  public static SecretCheck check() {
    return new SecretCheck(
        new SecretCheck.Format(
            "kubernetes",
            FileTypes.KUBERNETES,
            "Credential in a manifest",
            "Keep it in a secret store (External Secrets, a CSI driver) or commit it sealed only,"
                + " and renew the credential.",
            "env:\n  - name: DB_PASSWORD\n    valueFrom: {secretKeyRef: {name: db, key: password}}"),
        List.of(Weakness.cwe(312), Weakness.cwe(798)),
        KubernetesSecrets::spots,
        examples());
  }

  private static List<Spot> spots(SourceFile file, Recorder recorder) {
    Resources resources = file.parse(KubernetesFront.KUBERNETES);
    resources.gaps().forEach(gap -> recorder.unexamined(file.asset(), gap));
    List<Spot> spots = new ArrayList<>();
    for (Resource resource : resources.all()) {
      if (resource.facts().get("sops") != null) {
        continue;
      }
      String where = resource.kind() + " " + resource.name();
      switch (resource.kind()) {
        case "Secret" -> secret(where, resource.facts(), spots);
        case "ConfigMap" -> configMap(where, resource.facts().group("data"), spots);
        default -> containers(where, resource.facts(), spots);
      }
    }
    return spots;
  }

  private static void secret(String where, Fact.Group secret, List<Spot> spots) {
    for (Map.Entry<String, Fact> entry : secret.group("data").members().entrySet()) {
      if (entry.getValue() instanceof Fact.Word word && !word.isNull()) {
        String decoded = decoded(word.text());
        if (decoded != null) {
          spot(where, entry.getKey(), decoded, word.line(), spots);
        }
      }
    }
    for (Map.Entry<String, Fact> entry : secret.group("stringData").members().entrySet()) {
      if (entry.getValue() instanceof Fact.Word word && !word.isNull()) {
        spot(where, entry.getKey(), word.text(), word.line(), spots);
      }
    }
  }

  private static void spot(String where, String key, String value, int line, List<Spot> spots) {
    if (value.indexOf('\n') >= 0 && !value.contains("PRIVATE KEY-----")) {
      lines(where, value, line, true, spots);
      return;
    }
    spots.add(new Spot(where, key, value.strip(), line, true, false, true));
  }

  private static @Nullable String decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(SPACE.matcher(base64).replaceAll(""));
      return bytes.length > MAX_TEXT ? null : new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void configMap(String where, Fact.Group data, List<Spot> spots) {
    for (Map.Entry<String, Fact> entry : data.members().entrySet()) {
      if (entry.getValue() instanceof Fact.Word word && !word.isNull()) {
        if (word.text().indexOf('\n') >= 0) {
          lines(where, word.text(), word.line(), false, spots);
        } else {
          spots.add(Spot.of(where, entry.getKey(), word.text(), word.line()));
        }
      }
    }
  }

  /** Settings within a file that is the value of an entry, one per line. */
  private static void lines(
      String where, String text, int first, boolean together, List<Spot> spots) {
    String some = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    Matcher setting = SETTING.matcher(some);
    int at = 0;
    int line = first + 1;
    while (setting.find()) {
      for (; at < setting.start(1); at++) {
        line += some.charAt(at) == '\n' ? 1 : 0;
      }
      if (SecretNames.isSecret(setting.group(1))) {
        int place = together ? first : line;
        boolean word = setting.group(1).toLowerCase(Locale.ROOT).contains("pass");
        spots.add(
            new Spot(where, setting.group(1), setting.group(2), place, together, !word, false));
      }
    }
  }

  private static void containers(String where, Fact.Group facts, List<Spot> spots) {
    for (Fact each : facts.items("containers")) {
      if (each instanceof Fact.Group container) {
        String place = where + " container " + container.text("name");
        for (Fact variable : container.items("env")) {
          if (variable instanceof Fact.Group env
              && env.get("value") instanceof Fact.Word value
              && !value.isNull()
              && env.text("name") != null) {
            spots.add(Spot.of(place, String.valueOf(env.text("name")), value.text(), value.line()));
          }
        }
      }
    }
  }

  private static List<Example> examples() {
    String path = "deploy/manifest.yaml";
    List<Weakness> both = List.of(Weakness.cwe(312), Weakness.cwe(798));
    String value = "correct-horse7battery";
    String encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    return List.of(
        Example.bad(
            path,
            "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ndata:\n  password: "
                + encoded
                + "\n",
            both),
        Example.bad(
            path,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec:
              containers:
                - name: app
                  image: app:1.2
                  env: [{name: DB_PASSWORD, value: "%s"}]
            """
                .replace("%s", value),
            both),
        Example.bad(
            path,
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a}
            data:
              app.properties: |
                db.user=app
                db.password=%s
            """
                .replace("%s", value),
            both),
        Example.good(
            path,
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: db}
            data: {password: "", username: YXBw}
            stringData: {token: "${TOKEN}"}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec:
              containers:
                - name: app
                  image: app:1.2
                  env:
                    - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}
                    - {name: DB_PASSWORD_FILE, value: /run/secrets/db}
            """));
  }
}
