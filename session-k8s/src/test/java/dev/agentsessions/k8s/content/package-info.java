@NullMarked
package dev.agentsessions.k8s.content;

import org.jspecify.annotations.NullMarked;
