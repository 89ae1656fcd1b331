// SPDX-License-Identifier: Apache-2.0
/**
 * Judges connector configurations: the published keys, what plugins add to them, and the rules between keys.
 * Threads: plugin code runs on the executor the validator was given, never on the caller's thread.
 * Floor 5.
 */
@NullMarked
package org.apache.kafka.connect.runtime.validation;

import org.jspecify.annotations.NullMarked;
