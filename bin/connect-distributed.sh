#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Starts a distributed worker.
set -euo pipefail

bin=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

usage() {
  cat >&2 <<'USAGE'
Usage: connect-distributed.sh [-daemon] [-name NAME] [-loggc] PROPERTIES_FILE [--override KEY=VALUE ...]
   or: connect-distributed.sh [-daemon] [-name NAME] [-loggc] -brokers LIST [-group ID] [-cluster NAME] [-registry URL]
                              [-offsets TOPIC] [-configs TOPIC] [-port PORT] [--override KEY=VALUE ...]
USAGE
  exit 1
}

launch=()
brokers='' group='' cluster='' registry='' offsets='' configs='' port=''
flags=false
rest=()
while [ $# -gt 0 ]; do
  case $1 in
    -daemon | -loggc) launch+=("$1"); shift ;;
    -name | -brokers | -group | -cluster | -registry | -offsets | -configs | -port | --override)
      if [ $# -lt 2 ]; then
        echo "$1 needs a value" >&2
        usage
      fi
      case $1 in
        -name) launch+=("$1" "$2") ;;
        --override) rest+=("$1" "$2") ;;
        *)
          flags=true
          declare "${1#-}=$2"
          ;;
      esac
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

if $flags; then
  if [ ${#rest[@]} -gt 0 ] && [ "${rest[0]}" != --override ]; then
    echo "Give either a properties file ('${rest[0]}') or flags such as -brokers, not both" >&2
    usage
  fi
  if [ -z "$brokers" ]; then
    echo "-brokers is missing: which Kafka cluster is this worker to work with?" >&2
    usage
  fi
  group=${group:-connect-cluster}
  offsets=${offsets:-$group-offsets}
  configs=${configs:-$group-configs}
  case $configs in
    *configs*) status=${configs/configs/status} ;;
    *config*) status=${configs/config/status} ;;
    *) status=$configs-status ;;
  esac
  file=$(mktemp "${TMPDIR:-/tmp}/penstock-worker.XXXXXX")
  {
    echo "bootstrap.servers=$brokers"
    echo "group.id=$group"
    echo "key.converter=org.apache.kafka.connect.json.JsonConverter"
    echo "value.converter=org.apache.kafka.connect.json.JsonConverter"
    echo "offset.storage.topic=$offsets"
    echo "config.storage.topic=$configs"
    echo "status.storage.topic=$status"
    echo "offset.storage.replication.factor=-1"
    echo "config.storage.replication.factor=-1"
    echo "status.storage.replication.factor=-1"
    if [ -n "$cluster" ]; then
      echo "penstock.cluster.name=$cluster"
    fi
    if [ -n "$registry" ]; then
      echo "key.converter.schema.registry.url=$registry"
      echo "value.converter.schema.registry.url=$registry"
    fi
    if [ -n "$port" ]; then
      echo "listeners=http://:$port"
    fi
  } >"$file"
  rest=("$file" ${rest[@]+"${rest[@]}"})
fi

[ ${#rest[@]} -gt 0 ] || usage
exec "$bin/penstock-run-class.sh" -name connectDistributed ${launch[@]+"${launch[@]}"} \
  org.apache.kafka.connect.cli.ConnectDistributed "${rest[@]}"
