/**
 * An adapter as somebody else writes it, against nothing but what the core and the testkit publish.
 */
@NullMarked
package com.example.scratch;

import org.jspecify.annotations.NullMarked;
