#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Lists plugins and brings their service files up to date; --help shows the options.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}") # where the neighbours lie, also when started through a link
bin=$(dirname "$self")
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xmx1G}
exec "$bin/penstock-run-class.sh" -name connectPluginPath org.apache.kafka.connect.cli.ConnectPluginPath "$@"
