package dev.agentsessions.json;

import java.util.Optional;

/**
 * A branch to make.
 *
 * @param from absent: the last commit
 */
public record NewBranch(String name, Optional<String> from) {}
