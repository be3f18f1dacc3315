package dev.brisach.code.java.flow;

import com.sun.source.tree.Tree;

/**
 * A value that gets a name: assigned to a variable or field, or returned from a method.
 *
 * @param name of the variable, field or method
 */
public record Store(Tree tree, String name, Value value, Scope scope) {}
