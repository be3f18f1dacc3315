package dev.brisach.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Number samples of RFC 8785, appendix B: IEEE 754 bits and their ECMAScript form. */
class CanonicalNumberTest {
  private static String written(String bits) {
    return JsonWriter.number(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)));
  }

  @Test
  void numbersAreWrittenAsEcmaScriptDoes() {
    assertThat(written("0000000000000000")).isEqualTo("0");
    assertThat(written("8000000000000000")).isEqualTo("0");
    assertThat(written("0000000000000001")).isEqualTo("5e-324");
    assertThat(written("8000000000000001")).isEqualTo("-5e-324");
    assertThat(written("7fefffffffffffff")).isEqualTo("1.7976931348623157e+308");
    assertThat(written("4340000000000000")).isEqualTo("9007199254740992");
    assertThat(written("c340000000000000")).isEqualTo("-9007199254740992");
    assertThat(written("4430000000000000")).isEqualTo("295147905179352830000");
    assertThat(written("44b52d02c7e14af5")).isEqualTo("9.999999999999997e+22");
    assertThat(written("44b52d02c7e14af6")).isEqualTo("1e+23");
    assertThat(written("44b52d02c7e14af7")).isEqualTo("1.0000000000000001e+23");
    assertThat(written("444b1ae4d6e2ef4e")).isEqualTo("999999999999999700000");
    assertThat(written("444b1ae4d6e2ef4f")).isEqualTo("999999999999999900000");
    assertThat(written("444b1ae4d6e2ef50")).isEqualTo("1e+21");
    assertThat(written("3eb0c6f7a0b5ed8c")).isEqualTo("9.999999999999997e-7");
    assertThat(written("3eb0c6f7a0b5ed8d")).isEqualTo("0.000001");
    assertThat(written("41b3de4355555553")).isEqualTo("333333333.3333332");
    assertThat(written("41b3de4355555557")).isEqualTo("333333333.33333343");
    assertThat(written("becbf647612f3696")).isEqualTo("-0.0000033333333333333333");
  }

  @Test
  void notANumberAndInfinityAreRefused() {
    assertThatThrownBy(() -> written("7fffffffffffffff")).isInstanceOf(JsonFault.class);
    assertThatThrownBy(() -> written("7ff0000000000000")).isInstanceOf(JsonFault.class);
  }

  @Test
  void namesAreSortedByUtf16AndNothingElseIsEscaped() {
    Json value = Json.object().put("\u20ac", "a\u000f\n\"\\/").put("\r", 1).put("1", 2).build();

    assertThat(new String(JsonWriter.canonical(value), StandardCharsets.UTF_8))
        .isEqualTo("{\"\\r\":1,\"1\":2,\"\u20ac\":\"a\\u000f\\n\\\"\\\\/\"}");
  }
}
