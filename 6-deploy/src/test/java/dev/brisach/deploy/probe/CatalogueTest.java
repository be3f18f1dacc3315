package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.deploy.probe.Payload.Worst;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../../../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "..%252f..%252fetc%252fpasswd",
        "....//....//etc/hosts",
        "..\\..\\windows\\win.ini",
        "C:\\windows\\system32\\drivers\\etc\\hosts",
        "file:///etc/shadow",
        ";cat /bin/sh",
        "../index.html",
        "/proc/self/environ",
        "/etc/passwd\0.png",
      })
  void aRegularFileIsRefused(String text) {
    assertThatThrownBy(() -> Payload.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../proc/version",
        "/proc/version",
        "../../../../etc",
        "/usr/lib/",
        "file:///proc/version",
        "../../../../nobcdfghjklm/xyzw",
        "..%2f..%2fproc%2fversion",
        "https://qwrtzpsd.example/",
        "//qwrtzpsd.example/",
        "</title></textarea></noscript><b>",
        "'||(8/4)||'x",
        ";echo 12",
      })
  void whatNobodyCanTruncateIsTaken(String text) {
    assertThat(Payload.read(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE users --",
        ";rm -rf x",
        "' ; select 1",
        "| touch x",
        ";DELETE FROM a"
      })
  void anOrderToWriteDeclaresItself(String text) {
    assertThat(Catalogue.refusal(text, Worst.READ)).isNotNull();
  }

  @Test
  void whatHasMoreEffectNeedsMoreLeave() {
    assertThat(Worst.CALLBACK.needs()).isEqualTo(dev.brisach.core.Effect.TRAFFIC);
    assertThat(Worst.WRITE.needs()).isEqualTo(dev.brisach.core.Effect.CHANGE);
    assertThat(Worst.DESTRUCTIVE.needs()).isEqualTo(dev.brisach.core.Effect.ATTACK);
  }
}
