#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Lists plugins and brings their service files up to date; --help shows the options.
set -euo pipefail

self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do # started through a link: the neighbours lie where it leads
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname "$self")/$target ;;
  esac
done
bin=$(cd "$(dirname "$self")" && pwd -P)
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xmx1G}
exec "$bin/penstock-run-class.sh" -name connectPluginPath org.apache.kafka.connect.cli.ConnectPluginPath "$@"
