package dev.brisach.code.secrets;

/**
 * How unlike words a value is: tokens are drawn at random, names and sentences are not. Measures
 * Shannon's entropy per character, kinds of characters, and the share of letter pairs that are
 * frequent in English and in code.
 */
final class Rarity {
  /** The letter pairs that make up most of English text and identifiers. */
  private static final String PAIRS =
      "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve"
          + " co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec"
          + " pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we"
          + " na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe"
          + " bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep"
          + " tt oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru"
          + " ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki rk ys ob mm fu ph og"
          + " ms ye ud mb ip ub oi rl gu dr hr cc tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz ok"
          + " nl my gl aw ju oa eq sy sl ps jo lf nv je nk kn gs dy hy ze ks xt bs ik dd pt rp sk xi"
          + " oe oy ws lv dl rf eu dg wr xa yi nm eb kl cs lk xc";

  private static final boolean[] FREQUENT = frequent();

  private Rarity() {}

  private static boolean[] frequent() {
    boolean[] table = new boolean[26 * 26];
    for (int i = 0; i + 1 < PAIRS.length(); i += 3) {
      table[(PAIRS.charAt(i) - 'a') * 26 + PAIRS.charAt(i + 1) - 'a'] = true;
    }
    return table;
  }

  /** Shannon's entropy in bits per character. */
  static double entropy(String value) {
    int[] counts = new int[256];
    for (int i = 0; i < value.length(); i++) {
      counts[value.charAt(i) & 0xff]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / value.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  /**
   * The share of letter pairs that are frequent in words, over runs of at least four letters; 0
   * where such runs make up little of the value, and for hexadecimal, whose letters are few.
   */
  static double wordiness(String value) {
    if (isHex(value)) {
      return 0;
    }
    int pairs = 0;
    int frequent = 0;
    int from = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i < value.length() && Chars.isLetter(value.charAt(i))) {
        continue;
      }
      for (int j = from + 1; i - from >= 4 && j < i; j++) {
        int a = Chars.lower(value.charAt(j - 1)) - 'a';
        int b = Chars.lower(value.charAt(j)) - 'a';
        pairs++;
        frequent += FREQUENT[a * 26 + b] ? 1 : 0;
      }
      from = i + 1;
    }
    return pairs < 4 || pairs * 5 < value.length() * 2 ? 0 : (double) frequent / pairs;
  }

  /** True for a value that was surely drawn at random: a token, a key, a hash. */
  static boolean isRandom(String value) {
    int digits = 0;
    int letters = 0;
    int switches = 0;
    int before = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int kind = Chars.isDigit(c) ? 1 : Chars.isUpper(c) ? 2 : Chars.isLower(c) ? 3 : 4;
      digits += kind == 1 ? 1 : 0;
      letters += kind == 2 || kind == 3 ? 1 : 0;
      switches += kind != before && before != 0 ? 1 : 0;
      before = kind;
    }
    int length = value.length();
    double least = length >= 32 ? 3.3 : length >= 20 ? 3.2 : 2.9;
    if (entropy(value) < least || letters == 0) {
      return false;
    }
    if (joinsWords(value)) {
      return false;
    }
    double wordiness = wordiness(value);
    if (digits == 0) {
      return wordiness < 0.5 && switches * 4 >= length && length >= 16;
    }
    return digits >= 2 && switches * 8 >= length && wordiness < 0.72;
  }

  /** {@code internal-api-key-987}: parts of letters only or digits only, joined by signs. */
  private static boolean joinsWords(String value) {
    int parts = 0;
    int before = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int kind = Chars.isLetter(c) ? 1 : Chars.isDigit(c) ? 2 : 3;
      if (kind < 3 && before < 3 && before != 0 && kind != before) {
        return false;
      }
      parts += kind < 3 && (before == 3 || before == 0) ? 1 : 0;
      before = kind;
    }
    return parts > 1;
  }

  /**
   * True for a value that no name or sentence would be, made up or not: what stands after the name
   * of a service and a word for a credential needs no more.
   */
  static boolean isOpaque(String value) {
    int digits = 0;
    int letters = 0;
    for (int i = 0; i < value.length(); i++) {
      digits += Chars.isDigit(value.charAt(i)) ? 1 : 0;
      letters += Chars.isLetter(value.charAt(i)) ? 1 : 0;
    }
    if (letters == 0) {
      return digits >= 24;
    }
    if (entropy(value) < 2.7) {
      return false;
    }
    double wordiness = wordiness(value);
    return digits == 0
        ? letters == value.length() && letters >= 20 && wordiness < 0.5
        : wordiness < (digits == 1 ? 0.45 : 0.66);
  }

  /** True for the canonical form of a UUID (RFC 9562). */
  static boolean isUuid(String value) {
    if (value.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = value.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  static boolean isHexDigit(int c) {
    return Chars.isDigit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
  }

  /** True where all characters are hexadecimal digits. */
  static boolean isHex(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isHexDigit(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
