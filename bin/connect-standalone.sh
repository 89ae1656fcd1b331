#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Starts a standalone worker with the connectors of the files that follow its own.
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
exec "$bin/penstock-run-class.sh" -name connectStandalone ${launch[@]+"${launch[@]}"} \
  org.apache.kafka.connect.cli.ConnectStandalone "${rest[@]}"
