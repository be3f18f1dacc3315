#!/bin/sh
# Starts BenchmarkJava: database (9001), LDAP (10389), Tomcat (http 8080, https 8443). Writes only
# below /data and /tmp. In a box only.
set -eu
here=$(cd "$(dirname "$0")" && pwd)/dist
data=/data
tmp=/tmp
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
base=$data/tomcat
mkdir -p "$base/conf" "$base/logs" "$base/work" "$data/db" "$tmp/tomcat"
cp "$here"/tomcat/conf/* "$base/conf/"
cp "$here/conf/"* "$base/conf/"
cd "$data"
web=$here/webapps/benchmark/WEB-INF
"$java" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(echo "$web"/lib/hsqldb-*.jar)" org.hsqldb.Server --silent true \
  --address 127.0.0.1 --database.0 file:"$data/db/benchmark.db" --dbname.0 benchmarkDataBase &
"$java" -Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir="$tmp" -cp "$web/classes:$web/lib/*:$here/tomcat/lib/*" \
  org.owasp.benchmark.helpers.LDAPServer &
# The web application asks both while it starts: wait until somebody listens on 9001 and 10389.
listens() { cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q ":$1 "; }
tries=0
until { listens 2329 && listens 2895; } || [ $tries -ge 120 ]; do
  tries=$((tries + 1))
  sleep 0.5
done
exec "$java" -Xmx448m -XX:+UseSerialGC -XX:ReservedCodeCacheSize=64m --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED \
  --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED \
  -Dcatalina.home="$here/tomcat" -Dcatalina.base="$base" -Djava.io.tmpdir="$tmp/tomcat" \
  -Dtarget.app="$here/webapps/benchmark" -Dtarget.keystore="$here/keystore" \
  -Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager -Djava.util.logging.config.file="$base/conf/logging.properties" \
  -cp "$here/tomcat/bin/bootstrap.jar:$here/tomcat/bin/tomcat-juli.jar" org.apache.catalina.startup.Bootstrap start
