// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.time.Duration;
import org.apache.kafka.common.utils.Time;

/**
 * When a task commits.
 *
 * @param interval time between commits
 * @param timeout  how long a commit may take
 * @param clock    the clock
 */
public record CommitTiming(Duration interval, Duration timeout, Time clock) {}
