/** The least program that embeds the library. */
package dev.agentsessions.examples.embed;
