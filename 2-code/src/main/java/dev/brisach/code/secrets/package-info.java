/**
 * Finds credentials in files. Bytes and a path flow in; {@link dev.brisach.code.secrets.SecretHit}s
 * flow out, with a masked preview and a keyed hash, never the value.
 *
 * <p>Start with {@link dev.brisach.code.secrets.SecretScanner}: one pass over the bytes for the
 * keywords of all rules, then a {@link dev.brisach.code.secrets.Verifier} at each hit, then the
 * judgement of the value. Rules are data: one YAML file each below {@code rules/secrets}.
 */
@NullMarked
package dev.brisach.code.secrets;

import org.jspecify.annotations.NullMarked;
