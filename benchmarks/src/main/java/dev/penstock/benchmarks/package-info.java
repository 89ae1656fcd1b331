// SPDX-License-Identifier: Apache-2.0
/**
 * What a record costs in the converter and in transformations.
 * Threads: those of JMH.
 * Beside the house: uses the public plugin API alone, so that the same code runs on the published jars.
 */
package dev.penstock.benchmarks;
