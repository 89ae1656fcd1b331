#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a class of Penstock: penstock-run-class.sh [-daemon] [-name NAME] [-loggc] CLASS [ARGUMENT ...]
# Builds nothing. Reads the environment variables that the scripts of Apache Kafka read.
set -euo pipefail

if [ -n "${PENSTOCK_TEMPORARY:-}" ]; then
  temporary=$PENSTOCK_TEMPORARY
  unset PENSTOCK_TEMPORARY
  trap 'rm -f "$temporary"' EXIT # a worker that starts sees to it itself
fi

self=$(readlink -f "${BASH_SOURCE[0]}")
home=$(cd "$(dirname "$self")/.." && pwd -P)

# In an unpacked archive the libraries lie beside bin; in a checkout the build has put them together.
if [ -d "$home/libs" ]; then
  parts=$home
elif [ -d "$home/distribution/target/penstock/libs" ]; then
  parts=$home/distribution/target/penstock
else
  echo "Penstock is not built yet. Run: mvn -q -DskipTests package" >&2
  exit 1
fi

daemon=false
name=penstock
loggc=false
while [ $# -gt 0 ]; do
  case $1 in
    -daemon) daemon=true; shift ;;
    -name)
      if [ $# -lt 2 ]; then
        echo "-name needs a name" >&2
        exit 1
      fi
      name=$2
      shift 2
      ;;
    -loggc) loggc=true; shift ;;
    *) break ;;
  esac
done
if [ $# -eq 0 ]; then
  echo "Usage: $(basename "$0") [-daemon] [-name NAME] [-loggc] CLASS [ARGUMENT ...]" >&2
  exit 1
fi

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java || true)
fi
if [ -z "$java" ] || [ ! -x "$java" ]; then
  echo "No Java found: set JAVA_HOME to a JDK or JRE 17 or newer, or put java on the PATH" >&2
  exit 1
fi

log_dir=${LOG_DIR:-$home/logs}

class_path=$parts/libs/*
if [ -n "${CLASSPATH:-}" ]; then
  class_path=$CLASSPATH:$class_path
fi

options=()
add() { # splits a variable into words, as the scripts of Apache Kafka do
  local words
  read -r -a words <<<"$(tr '\n' ' ' <<<"$1")"
  if [ ${#words[@]} -gt 0 ]; then
    options+=("${words[@]}")
  fi
}

add "${KAFKA_HEAP_OPTS:--Xms64M -Xmx2G}"
add "${KAFKA_JVM_PERFORMANCE_OPTS:--XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:+ExplicitGCInvokesConcurrent -XX:G1PeriodicGCInterval=30000 -XX:GCTimeRatio=6 -XX:TieredStopAtLevel=4 -Djava.awt.headless=true}"
if $loggc; then
  mkdir -p "$log_dir"
  if [ -n "${KAFKA_GC_LOG_OPTS:-}" ]; then
    add "$KAFKA_GC_LOG_OPTS"
  else
    options+=("-Xlog:gc*:file=$log_dir/$name-gc.log:time,tags:filecount=10,filesize=100M")
  fi
fi
add "${KAFKA_JMX_OPTS:--Dcom.sun.management.jmxremote=true -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false}"
if [ -n "${JMX_PORT:-}" ]; then
  add "-Dcom.sun.management.jmxremote.port=$JMX_PORT"
  case " ${KAFKA_JMX_OPTS:-} " in
    *com.sun.management.jmxremote.rmi.port=*) ;;
    *) add "-Dcom.sun.management.jmxremote.rmi.port=$JMX_PORT" ;;
  esac
fi
add "${KAFKA_LOG4J_OPTS:-}"
case ${KAFKA_LOG4J_OPTS:-} in
  *log4j*) echo "KAFKA_LOG4J_OPTS names a Log4j configuration, but Penstock logs through Logback: set -Dlogback.configurationFile=FILE there instead, $home/config/connect-logback.xml is an example" >&2 ;;
esac
case ${KAFKA_LOG4J_OPTS:-} in
  *logback.configurationFile=*) ;;
  *) options+=("-Dlogback.configurationFile=$home/config/connect-logback.xml") ;;
esac
options+=("-Dkafka.logs.dir=$log_dir" "-Dpenstock.home=$home" "-Dpenstock.plugins=$parts/plugins")
# Classes as the build has laid them out in memory: a worker starts with half of the work. Where the archive does not fit this
# Java or these jars, it is ignored without a word.
shared=$parts/penstock.jsa
case ${KAFKA_OPTS:-} in
  *ArchiveClassesAtExit=*) ;; # a new one is being made
  *) if [ -f "$shared" ]; then options+=("-XX:SharedArchiveFile=$shared" -Xlog:cds=off -Xlog:cds+dynamic=off); fi ;;
esac
add "${KAFKA_OPTS:-}"

if $daemon; then
  mkdir -p "$log_dir"
  nohup "$java" "${options[@]}" -cp "$class_path" "$@" >"$log_dir/$name.out" 2>&1 </dev/null &
  trap - EXIT
  exit 0
fi
exec "$java" "${options[@]}" -cp "$class_path" "$@"
