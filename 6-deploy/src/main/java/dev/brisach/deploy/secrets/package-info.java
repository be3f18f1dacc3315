/**
 * Credentials that lie in deployment configuration. The name on the left decides, the value on the
 * right must be more than a placeholder; the value is never kept. Start with {@link
 * dev.brisach.deploy.secrets.SecretCheck}.
 */
@NullMarked
package dev.brisach.deploy.secrets;

import org.jspecify.annotations.NullMarked;
