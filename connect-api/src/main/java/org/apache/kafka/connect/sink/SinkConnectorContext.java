// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.sink;

import org.apache.kafka.connect.connector.ConnectorContext;

/** The context of a sink connector. */
public interface SinkConnectorContext extends ConnectorContext {}
