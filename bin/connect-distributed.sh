#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Starts a distributed worker.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}") # where the neighbours lie, also when started through a link
bin=$(dirname "$self")

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
  line() { # KEY VALUE as a line of a properties file
    local value=${2//\\/\\\\}
    case $value in
      ' '*) value="\\$value" ;;
    esac
    printf '%s=%s\n' "$1" "$value"
  }
  file=$(mktemp "${TMPDIR:-/tmp}/penstock-worker.XXXXXX")
  trap 'rm -f "$file"' EXIT # until another program takes over below
  {
    line bootstrap.servers "$brokers"
    line group.id "$group"
    line key.converter org.apache.kafka.connect.json.JsonConverter
    line value.converter org.apache.kafka.connect.json.JsonConverter
    line offset.storage.topic "$offsets"
    line config.storage.topic "$configs"
    line status.storage.topic "$status"
    line offset.storage.replication.factor -1
    line config.storage.replication.factor -1
    line status.storage.replication.factor -1
    if [ -n "$cluster" ]; then
      line penstock.cluster.name "$cluster"
    fi
    if [ -n "$registry" ]; then
      line key.converter.schema.registry.url "$registry"
      line value.converter.schema.registry.url "$registry"
    fi
    if [ -n "$port" ]; then
      line listeners "http://:$port"
    fi
  } >"$file"
  # The worker deletes it when it ends; until then plugins may look into it. If there will be no worker, the next script does.
  export KAFKA_OPTS="${KAFKA_OPTS:+$KAFKA_OPTS }-Dpenstock.properties.temporary=true"
  export PENSTOCK_TEMPORARY=$file
  rest=("$file" ${rest[@]+"${rest[@]}"})
fi

[ ${#rest[@]} -gt 0 ] || usage
# As in the scripts of Apache Kafka, EXTRA_ARGS stands in for the launch flags given here, also when it is empty.
read -r -a extra <<<"$(tr '\n' ' ' <<<"${EXTRA_ARGS--name connectDistributed}")"
exec "$bin/penstock-run-class.sh" ${extra[@]+"${extra[@]}"} ${launch[@]+"${launch[@]}"} \
  org.apache.kafka.connect.cli.ConnectDistributed "${rest[@]}"
