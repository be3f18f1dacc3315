/**
 * Where the code of a project says which operations it serves: Java files go in, {@link
 * dev.brisach.kit.routes.Routes} tells the handler of an operation, where there is exactly one.
 */
@NullMarked
package dev.brisach.kit.routes;

import org.jspecify.annotations.NullMarked;
