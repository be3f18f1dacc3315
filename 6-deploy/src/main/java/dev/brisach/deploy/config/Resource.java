package dev.brisach.deploy.config;

/**
 * One thing that a file configures: a manifest, a compose file's service set, a workflow, a
 * Dockerfile.
 *
 * @param kind {@code Deployment}, {@code Workflow} …
 * @param name as it is called there; identifies findings, so never a line number
 */
public record Resource(String kind, String name, Fact.Group facts) {}
