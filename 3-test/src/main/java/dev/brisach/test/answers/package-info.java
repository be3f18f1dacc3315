/**
 * What a service's ordinary answers give away: cookies, headers, foreign origins, error texts,
 * bounds that do not hold. Sample requests go in, findings with the requests that show them come
 * out.
 */
@NullMarked
package dev.brisach.test.answers;

import org.jspecify.annotations.NullMarked;
