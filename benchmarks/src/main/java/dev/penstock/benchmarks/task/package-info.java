// SPDX-License-Identifier: Apache-2.0
/**
 * What a record costs on its way through a task of Penstock: stages, and the error policy around them.
 * Threads: those of JMH.
 * Beside the house: builds parts of storey C by hand; does not run on the published jars.
 */
package dev.penstock.benchmarks.task;
