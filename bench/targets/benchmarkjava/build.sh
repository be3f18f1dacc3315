#!/bin/sh
# build.sh SOURCE OUT: makes the target from a clone of OWASP-Benchmark/BenchmarkJava at 79b9bd6 (a git work
# tree): its web application on a Tomcat 9, with database and LDAP server from its own libraries.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ ! -f "$source/target/benchmark.war" ]; then
  (cd "$source" && mvn -q -B -DskipTests -Dspotless.check.skip=true -Dspotless.apply.skip=true package)
fi
mvn -q -B dependency:copy -Dartifact=org.apache.tomcat:tomcat:9.0.117:zip -DoutputDirectory="$work"
(cd "$work" && python3 -m zipfile -e tomcat-9.0.117.zip .)
rm -rf "$out/dist"
web=$out/dist/webapps/benchmark
mkdir -p "$web" "$out/dist/tomcat" "$out/dist/conf" "$out/dist/data"
cp -r "$work"/apache-tomcat-*/lib "$work"/apache-tomcat-*/bin "$work"/apache-tomcat-*/conf "$out/dist/tomcat/"
(cd "$web" && python3 -m zipfile -e "$source/target/benchmark.war" .)
chmod 755 "$web/WEB-INF/classes/insecureCmd.sh"
cp "$web"/WEB-INF/lib/hsqldb-*.jar "$out/dist/tomcat/lib/"
cp "$source/data/benchmark-crawler-http.xml" "$source/expectedresults-1.2.csv" "$out/dist/data/"
cp "$source/.keystore" "$out/dist/keystore"
cp "$source/LICENSE" "$out/dist/"
cp "$source/src/config/local/context.xml" "$here/server.xml" "$out/dist/conf/"
cp "$here/start.sh" "$here/target.properties" "$out/"
