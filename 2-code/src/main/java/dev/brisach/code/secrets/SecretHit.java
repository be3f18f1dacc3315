package dev.brisach.code.secrets;

import dev.brisach.core.Confidence;
import dev.brisach.core.Severity;

/**
 * A credential in a file. Never holds the value.
 *
 * @param offset of the value, in bytes
 * @param length of the value, in bytes
 * @param line 1-based
 * @param name what stands on the left of the value, or the service; empty where there is neither
 * @param masked the line with every credential in it left out, white space folded
 * @param preview at most the first four and the last two characters, never more than a quarter
 * @param hmac HMAC-SHA256 of the value under the project's key, in hexadecimal: equal values have
 *     equal ones, and the value cannot be guessed from it without the key
 */
public record SecretHit(
    SecretRule rule,
    int offset,
    int length,
    int line,
    String name,
    String masked,
    String preview,
    String hmac,
    Severity severity,
    Confidence confidence) {}
