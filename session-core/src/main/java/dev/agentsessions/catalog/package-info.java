/**
 * What a project keeps beside its sessions, in small lists: agents, repositories, webhooks, roles.
 */
@NullMarked
package dev.agentsessions.catalog;

import org.jspecify.annotations.NullMarked;
