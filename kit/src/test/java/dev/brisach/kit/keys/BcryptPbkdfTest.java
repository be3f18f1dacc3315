package dev.brisach.kit.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against real keys it is tested in {@link PrivateKeysTest}. */
class BcryptPbkdfTest {
  @Test
  void theStateStartsWithTheFractionOfPi() {
    int[] pi = Blowfish.pi();

    assertThat(pi).hasSize(1042);
    assertThat(Integer.toHexString(pi[0])).isEqualTo("243f6a88");
    assertThat(Integer.toHexString(pi[17])).isEqualTo("8979fb1b");
    assertThat(Integer.toHexString(pi[18])).isEqualTo("d1310ba6");
    assertThat(Integer.toHexString(pi[1041])).isEqualTo("3ac372e6");
  }
}
