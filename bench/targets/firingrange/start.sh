#!/bin/sh
# Starts Firing Range on Tomcat 9, http 127.0.0.1:8080. In a box only.
set -eu
here=$(cd "$(dirname "$0")" && pwd)/dist
data=/data
tmp=/tmp
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
base=$data/tomcat
mkdir -p "$base/conf" "$base/logs" "$base/work" "$tmp/tomcat"
cp "$here"/tomcat/conf/* "$base/conf/"; cp "$here/conf/"* "$base/conf/"
cd "$data"
exec "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dcatalina.home="$here/tomcat" -Dcatalina.base="$base" -Djava.io.tmpdir="$tmp/tomcat" \
  -Dtarget.app="$here/webapps/ROOT" -cp "$here/tomcat/bin/bootstrap.jar:$here/tomcat/bin/tomcat-juli.jar" org.apache.catalina.startup.Bootstrap start
