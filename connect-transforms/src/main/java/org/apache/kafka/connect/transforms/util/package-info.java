// SPDX-License-Identifier: Apache-2.0
/**
 * What the stock transformations, and many of other people's, share: checks of values and of configurations.
 * Threads: any; nothing here keeps state.
 * Floor 0: beside the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.transforms.util;
