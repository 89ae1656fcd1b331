#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shows a file flowing through Kafka by way of a Penstock worker; builds Penstock first when needed. Needs bash, JDK 17+ and Maven.
#   quickstart.sh          runs until Ctrl-C
#   quickstart.sh --once   100,000 lines, compared byte by byte; ends with 0 or 1
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
home=$(cd "$(dirname "$self")/.." && pwd -P)

case ${1:-} in
  '' | --once) ;;
  *)
    echo "Usage: quickstart.sh [--once]" >&2
    exit 1
    ;;
esac

# The archive is what the build makes last. A folder counts too: its time tells of a file that is gone.
fresh() {
  local archive
  for archive in "$home"/distribution/target/penstock-*.tar.gz; do
    [ -d "$home/distribution/target/penstock/libs" ] && [ -d "$home/connect-testkit/target/libs" ] && [ -f "$archive" ] &&
      [ -z "$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/*/src/main "$home/distribution/src/assembly" \
        -newer "$archive" -print -quit)" ] && return
  done
  return 1
}
if ! fresh; then
  echo "> building Penstock ..."
  (cd "$home" && mvn -q -B -DskipTests package)
fi

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
else
  java=java
fi
exec "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  -Dlogback.configurationFile="$home/config/quickstart-logback.xml" \
  -cp "$home/connect-testkit/target/classes:$home/connect-testkit/target/libs/*" dev.penstock.testkit.QuickStart "$home" "$@"
