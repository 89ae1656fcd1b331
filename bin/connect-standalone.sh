#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Starts a standalone worker with the connectors of the files that follow its own.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}") # where the neighbours lie, also when started through a link
bin=$(dirname "$self")

usage() {
  echo "Usage: connect-standalone.sh [-daemon] [-name NAME] [-loggc] PROPERTIES_FILE [--override KEY=VALUE ...] [CONNECTOR_FILE ...]" >&2
  exit 1
}

launch=()
rest=()
while [ $# -gt 0 ]; do
  case $1 in
    -daemon | -loggc) launch+=("$1"); shift ;;
    -name | --override)
      if [ $# -lt 2 ]; then
        echo "$1 needs a value" >&2
        usage
      fi
      if [ "$1" = -name ]; then
        launch+=("$1" "$2")
      else
        rest+=("$1" "$2")
      fi
      shift 2
      ;;
    -h | -help | --help) usage ;;
    -*)
      echo "Unknown flag: $1" >&2
      usage
      ;;
    *) rest+=("$1"); shift ;;
  esac
done

[ ${#rest[@]} -gt 0 ] || usage
# As in the scripts of Apache Kafka, EXTRA_ARGS stands in for the launch flags given here, also when it is empty.
read -r -a extra <<<"$(tr '\n' ' ' <<<"${EXTRA_ARGS--name connectStandalone}")"
exec "$bin/penstock-run-class.sh" ${extra[@]+"${extra[@]}"} ${launch[@]+"${launch[@]}"} \
  org.apache.kafka.connect.cli.ConnectStandalone "${rest[@]}"
